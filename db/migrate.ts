import path from 'node:path';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { DatabaseError } from './database-error';

/** From the root of the checkout, where every command runs, because a bundle does not know its sources. */
export const MIGRATIONS_FOLDER = path.join(process.cwd(), 'db/migrations');

/** Held while a database is migrated. PostgreSQL gives it back when the connection of its holder ends. */
export const MIGRATION_LOCK = 4_717_802;

/**
 * Applies every new migration in one transaction. A second caller waits for the first, so two deploys may start at
 * once. The address must be PostgreSQL's own: a pooler that shares connections by transaction keeps no such lock.
 * @throws DatabaseError when the database was made by migrations that no longer exist
 */
export async function migrate(url: string): Promise<void> {
  await alone(url, async (sql) => {
    await refuseOtherLineage(sql);
    await applyMigrations(drizzle(sql), { migrationsFolder: MIGRATIONS_FOLDER });
  });
}

/** Drizzle compares dates only, and would create the first table a second time. */
async function refuseOtherLineage(sql: postgres.Sql): Promise<void> {
  const applied = await readAppliedHashes(sql);
  const [first] = readMigrationFiles({ migrationsFolder: MIGRATIONS_FOLDER });
  if (first === undefined || applied.size === 0 || applied.has(first.hash)) return;
  throw new DatabaseError('The database was made by migrations that no longer exist.');
}

/** The SHA-256 that Drizzle stored for each applied migration's file. */
export async function readAppliedHashes(sql: postgres.ISql): Promise<Set<string>> {
  const [journal] = await sql<{ present: boolean }[]>`
    select to_regclass('drizzle.__drizzle_migrations') is not null as present
  `;
  if (!journal?.present) return new Set();
  const applied = await sql<{ hash: string }[]>`select hash from drizzle.__drizzle_migrations`;
  return new Set(applied.map(({ hash }) => hash));
}

/** Drops everything of Pista in the database, which the migrations then rebuild. */
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
