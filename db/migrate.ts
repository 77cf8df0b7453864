import path from 'node:path';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';

/** From the root of the checkout, where every command runs: a bundle no longer knows where its sources stood. */
export const MIGRATIONS_FOLDER = path.join(process.cwd(), 'db/migrations');

/** Two processes that start together must not migrate at once. */
const MIGRATION_LOCK = 4_717_802;

/** Applies every migration the database has not seen, in one transaction; a second caller waits for the first. */
export async function migrate(url: string): Promise<void> {
  await alone(url, async (sql) => {
    await applyMigrations(drizzle(sql), { migrationsFolder: MIGRATIONS_FOLDER });
  });
}

/** Drops everything Pista ever made in the database; the migrations rebuild it. */
export async function emptyDatabase(url: string): Promise<void> {
  await alone(url, async (sql) => {
    await sql`drop schema if exists public cascade`;
    await sql`drop schema if exists drizzle cascade`;
    await sql`create schema public`;
  });
}

async function alone(url: string, work: (sql: postgres.Sql) => Promise<void>): Promise<void> {
  const sql = postgres(url, { max: 1, max_lifetime: null, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await work(sql);
  } finally {
    await sql.end({ timeout: 5 });
  }
}
