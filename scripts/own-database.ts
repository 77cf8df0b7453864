import path from 'node:path';
import postgres from 'postgres';
import { startPostgres } from './postgres';

type Wanted = {
  /** The folder of the server, within `.data`. */
  server: string;
  name: string;
  /** Trades safety against power loss for speed, for tests only. */
  unsafe?: boolean;
};

export type OwnDatabase = {
  url: string;
  /** Drops it and leaves the server. */
  close: () => Promise<void>;
};

/**
 * Creates an empty, unmigrated database. One of the same name that a killed run left behind is dropped.
 * @throws Error while somebody is connected to one of that name
 */
export async function createOwnDatabase({
  server: folder,
  name,
  unsafe = false,
}: Wanted): Promise<OwnDatabase> {
  const server = await startPostgres({ dataDir: path.resolve('.data', folder), unsafe });
  const sql = postgres(server.url, { max: 1, max_lifetime: null, onnotice: () => {} });
  const leave = async () => {
    await sql.end();
    await server.stop();
  };
  try {
    await sql`drop database if exists ${sql(name)}`;
    await sql`create database ${sql(name)}`;
  } catch (error) {
    await leave();
    throw error;
  }
  return {
    url: new URL(`/${name}`, server.url).href,
    close: async () => {
      await sql`drop database ${sql(name)} with (force)`;
      await leave();
    },
  };
}
