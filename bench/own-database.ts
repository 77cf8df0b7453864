import path from 'node:path';
import postgres from 'postgres';
import { migrate } from '@/db/migrate';
import { startPostgres } from '@/scripts/postgres';

/**
 * Gives work a migrated, empty database on the benches' server, with production's settings for durability, and drops
 * it after.
 * @throws Error while the same bench already runs in this folder
 */
export async function withOwnDatabase(topic: string, work: (url: string) => Promise<void>): Promise<void> {
  const server = await startPostgres({ dataDir: path.resolve('.data/bench-postgres') });
  const name = `bench_${topic}`;
  const url = new URL(`/${name}`, server.url).href;
  const sql = postgres(server.url, { max: 1, max_lifetime: null, onnotice: () => {} });
  try {
    // Databases of killed runs. A running one is connected and stays.
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
