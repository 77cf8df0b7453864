import path from 'node:path';
import postgres from 'postgres';
import { startPostgres } from './postgres';
import { say } from './step';

export type DevDatabase = {
  url: string;
  /** 1 for the first running copy of this folder, 2 for one beside it, … */
  copy: number;
  close: () => Promise<void>;
};

/** The class of the advisory locks with which each running copy claims its database. */
const COPY_LOCKS = 4_717_804;

/**
 * The database of a running copy: the one of DATABASE_URL, else one of the embedded server in `.data` that no other
 * copy uses.
 */
export async function claimDevDatabase(given: string | undefined): Promise<DevDatabase> {
  return open(given, async (sql) => {
    for (let copy = 1; ; copy += 1) {
      const [row] = await sql`select pg_try_advisory_lock(${COPY_LOCKS}, ${copy}) as mine`;
      if (row?.mine === true) return copy;
    }
  });
}

/** The database of a command: the one of DATABASE_URL, else that of the first copy. */
export async function joinDevDatabase(given: string | undefined): Promise<DevDatabase> {
  return open(given, async () => 1);
}

async function open(
  given: string | undefined,
  choose: (sql: postgres.Sql) => Promise<number>,
): Promise<DevDatabase> {
  if (given) return { url: given, copy: 1, close: async () => {} };
  const dataDir = path.resolve('.data/postgres');
  const server = await startPostgres({ dataDir });
  if (server.dataDir !== dataDir)
    say(`    The data is in ${server.dataDir}, where PostgreSQL's own user can reach it.`);
  const sql = postgres(server.url, { max: 1, max_lifetime: null, onnotice: () => {} });
  const copy = await choose(sql);
  const name = copy === 1 ? 'pista' : `pista_${copy}`;
  const [known] = await sql`select 1 from pg_database where datname = ${name}`;
  if (known === undefined) await sql`create database ${sql(name)}`;
  return {
    url: new URL(`/${name}`, server.url).href,
    copy,
    close: async () => {
      await sql.end({ timeout: 1 });
      await server.stop();
    },
  };
}
