import path from 'node:path';
import postgres from 'postgres';
import { migrate } from '@/db/migrate';
import { startPostgres } from '@/scripts/postgres';

/** Gives work a migrated, empty database of its own on the benches' server, as safe as in production; drops it after. */
export async function withOwnDatabase(topic: string, work: (url: string) => Promise<void>): Promise<void> {
  const server = await startPostgres({ dataDir: path.resolve('.data/bench-postgres') });
  const name = `bench_${topic}_${process.pid}`;
  const url = new URL(`/${name}`, server.url).href;
  const sql = postgres(server.url, { max: 1, max_lifetime: null, onnotice: () => {} });
  try {
    await sql`create database ${sql(name)}`;
    await migrate(url);
    await work(url);
  } finally {
    await sql`drop database if exists ${sql(name)} with (force)`;
    await sql.end();
    await server.stop();
  }
}
