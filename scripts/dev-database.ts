import path from 'node:path';
import postgres from 'postgres';
import { startPostgres } from './postgres';

export type DevDatabase = {
  url: string;
  /** 1 for the first copy of Pista that runs from this folder, 2 for one beside it, … */
  copy: number;
  close: () => Promise<void>;
};

/** The class of the advisory locks by which each running copy claims a database of its own. */
const COPY_LOCKS = 4_717_804;

/** The database of this copy: the one DATABASE_URL names, else one of the embedded server in `.data`, made when absent. */
export async function openDevDatabase(given: string | undefined): Promise<DevDatabase> {
  if (given) return { url: given, copy: 1, close: async () => {} };
  const server = await startPostgres({ dataDir: path.resolve('.data/postgres') });
  const claim = postgres(server.url, { max: 1, max_lifetime: null, onnotice: () => {} });
  const copy = await claimCopy(claim);
  const name = copy === 1 ? 'pista' : `pista_${copy}`;
  const [known] = await claim`select 1 from pg_database where datname = ${name}`;
  if (known === undefined) await claim`create database ${claim(name)}`;
  return {
    url: new URL(`/${name}`, server.url).href,
    copy,
    close: async () => {
      await claim.end({ timeout: 1 });
      await server.stop();
    },
  };
}

async function claimCopy(claim: postgres.Sql): Promise<number> {
  for (let copy = 1; ; copy += 1) {
    const [row] = await claim`select pg_try_advisory_lock(${COPY_LOCKS}, ${copy}) as mine`;
    if (row?.mine === true) return copy;
  }
}
