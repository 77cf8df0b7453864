import { readMigrationFiles } from 'drizzle-orm/migrator';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { MIGRATIONS_FOLDER, migrate } from '@/db/migrate';
import { sha256 } from '@/lib/core/seal';
import { startPostgres } from '@/scripts/postgres';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where test databases are made. */
    serverUrl: string;
    /** The migrated database that each test file clones. */
    template: string;
    /** Begins the name of every database of this run. */
    prefix: string;
  }
}

/** Held while the template is made, so that parallel runs make it once. */
const TEMPLATE_LOCK = 4_717_803;

/** One PostgreSQL for this run and parallel ones, with one migrated template. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // biome-ignore lint/style/noProcessEnv: a run may be pointed at a server of its own
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? null : await startPostgres({ dataDir: '.data/test-postgres', unsafe: true });
  const serverUrl = given ?? server?.url ?? '';
  const prefix = `test_${process.pid}_`;
  const sql = postgres(serverUrl, { max: 1, max_lifetime: null, onnotice: () => {} });
  try {
    await sweep(sql);
    project.provide('template', await prepareTemplate(sql, serverUrl));
  } finally {
    await sql.end();
  }
  project.provide('serverUrl', serverUrl);
  project.provide('prefix', prefix);
  return async () => server?.stop();
}

/** Removes the databases of killed runs, whose names hold their process ids. */
async function sweep(sql: postgres.Sql): Promise<void> {
  const databases = await sql<{ datname: string }[]>`
    select datname from pg_database where datname ~ '^test_[0-9]+_'
  `;
  for (const { datname } of databases) {
    if (!isAlive(Number(datname.split('_')[1])))
      await sql`drop database if exists ${sql(datname)} with (force)`;
  }
}

async function prepareTemplate(sql: postgres.Sql, serverUrl: string): Promise<string> {
  const hashes = readMigrationFiles({ migrationsFolder: MIGRATIONS_FOLDER }).map(
    (migration) => migration.hash,
  );
  const template = `template_${sha256(hashes.join()).slice(0, 16)}`;
  await sql`select pg_advisory_lock(${TEMPLATE_LOCK})`;
  const [known] = await sql`select 1 from pg_database where datname = ${template}`;
  if (known === undefined) {
    await sql`drop database if exists ${sql('template_draft')} with (force)`;
    await sql`create database ${sql('template_draft')}`;
    await migrate(databaseUrl(serverUrl, 'template_draft'));
    await sql`alter database ${sql('template_draft')} rename to ${sql(template)}`;
  }
  await sql`select pg_advisory_unlock(${TEMPLATE_LOCK})`;
  return template;
}

const databaseUrl = (serverUrl: string, name: string) => new URL(`/${name}`, serverUrl).href;

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
