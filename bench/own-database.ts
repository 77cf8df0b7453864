import path from 'node:path';
import postgres from 'postgres';
import { migrate } from '@/db/migrate';
import { startPostgres } from '@/scripts/postgres';

/**
 * Gives work a migrated, empty database of its own on the benches' server, as safe as in production, and drops it after.
 * @throws Error while the same bench already runs in this folder
 */
export async function withOwnDatabase(topic: string, work: (url: string) => Promise<void>): Promise<void> {
  const server = await startPostgres({ dataDir: path.resolve('.data/bench-postgres') });
  const name = `bench_${topic}`;
  const url = new URL(`/${name}`, server.url).href;
  const sql = postgres(server.url, { max: 1, max_lifetime: null, onnotice: () => {} });
  try {
    // What a killed run left behind; one that still runs is connected, and keeps it.
    await sql`drop database if exists ${sql(name)}`;
    await sql`create database ${sql(name)}`;
    await migrate(url);
    await work(url);
    await sql`drop database ${sql(name)} with (force)`;
  } finally {
    await sql.end();
    await server.stop();
  }
}
