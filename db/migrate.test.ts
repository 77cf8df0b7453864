import { randomUUID } from 'node:crypto';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { drizzle } from 'drizzle-orm/postgres-js';
import { migrate as migrateUnlocked } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { prepareDatabase } from '@/scripts/prepare-database';
import { DatabaseError } from './database-error';
import { emptyDatabase, MIGRATION_LOCK, MIGRATIONS_FOLDER, migrate } from './migrate';

/** How many deploys start at once. */
const DEPLOYS = 3;

const server = postgres(inject('serverUrl'), { max: 1, onnotice: () => {} });
const made: string[] = [];

async function emptyOne(): Promise<string> {
  const name = `${inject('prefix')}${randomUUID().slice(0, 8)}`;
  await server`create database ${server(name)}`;
  made.push(name);
  return new URL(`/${name}`, inject('serverUrl')).href;
}

async function tableCount(url: string): Promise<number> {
  const sql = postgres(url, { max: 1 });
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int from information_schema.tables where table_schema = 'public'
  `;
  await sql.end();
  return row?.count ?? 0;
}

async function appliedCount(url: string): Promise<number> {
  const sql = postgres(url, { max: 1 });
  const [row] = await sql<{ count: number }[]>`select count(*)::int from drizzle.__drizzle_migrations`;
  await sql.end();
  return row?.count ?? 0;
}

async function waitingForLock(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int from pg_locks join pg_database d on d.oid = database
    where d.datname = current_database() and locktype = 'advisory' and not granted
  `;
  return row?.count ?? 0;
}

/** What `migrate` does without its lock. */
async function withoutLock(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    await migrateUnlocked(drizzle(sql), { migrationsFolder: MIGRATIONS_FOLDER });
  } finally {
    await sql.end();
  }
}

afterEach(async () => {
  for (const name of made.splice(0)) await server`drop database ${server(name)} with (force)`;
});

describe('migrate', () => {
  it('lets processes that start together all come up, each migration applied once', async () => {
    const url = await emptyOne();
    await Promise.all(Array.from({ length: DEPLOYS }, () => migrate(url)));
    await expect(tableCount(url)).resolves.toBeGreaterThan(20);
    await expect(appliedCount(url)).resolves.toBe(
      readMigrationFiles({ migrationsFolder: MIGRATIONS_FOLDER }).length,
    );
  });

  it('would let some of them fail without its lock', async () => {
    const url = await emptyOne();
    const outcomes = await Promise.allSettled(Array.from({ length: DEPLOYS }, () => withoutLock(url)));
    expect(outcomes.map(({ status }) => status)).toContain('rejected');
  });

  it('touches nothing while another deploy has the lock, and goes on when that one dies', async () => {
    const url = await emptyOne();
    const other = postgres(url, { max: 1, max_lifetime: null });
    await other`select pg_advisory_lock(${MIGRATION_LOCK})`;
    const migrated = migrate(url);
    await expect.poll(() => waitingForLock(other)).toBe(1);
    await expect(tableCount(url)).resolves.toBe(0);
    await other.end({ timeout: 0 });
    await migrated;
    await expect(tableCount(url)).resolves.toBeGreaterThan(20);
  });

  it('builds everything again after the database was emptied', async () => {
    const url = await emptyOne();
    await migrate(url);
    const before = await tableCount(url);
    await emptyDatabase(url);
    await expect(tableCount(url)).resolves.toBe(0);
    await migrate(url);
    await expect(tableCount(url)).resolves.toBe(before);
  });
});

describe('a database that was made by migrations that no longer exist', () => {
  it('is refused in a sentence and left as it is, until it is emptied', async () => {
    const url = await emptyOne();
    await migrate(url);
    const sql = postgres(url, { max: 1 });
    await sql`update drizzle.__drizzle_migrations set hash = 'of another file' where id = 1`;
    await sql.end();
    const before = await tableCount(url);
    await expect(migrate(url)).rejects.toThrow(
      new DatabaseError('The database was made by migrations that no longer exist.'),
    );
    await expect(prepareDatabase(url)).rejects.toThrow('Empty it with "npm run dev -- --fresh"');
    await expect(tableCount(url)).resolves.toBe(before);
    await emptyDatabase(url);
    await expect(prepareDatabase(url)).resolves.toBeUndefined();
  });

  it('is not one that only a newer checkout has migrated further', async () => {
    const url = await emptyOne();
    await migrate(url);
    const sql = postgres(url, { max: 1 });
    await sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('of tomorrow', ${Date.now()})`;
    await sql.end();
    await expect(prepareDatabase(url)).resolves.toBeUndefined();
  });
});
