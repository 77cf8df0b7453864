import { execFile } from 'node:child_process';
import { chmod, open, rename } from 'node:fs/promises';
import { promisify } from 'node:util';
import postgres from 'postgres';

const run = promisify(execFile);

/** PostgreSQL's own programs, which keep owners and rights out of the file and of the database. */
type Program = 'pg_dump' | 'pg_restore';
const WITHOUT_OWNERS = ['--no-owner', '--no-privileges'];

/** Whether this machine has a program that is no older than the server. An older one refuses, or loses something. */
export async function hasProgram(program: Program, url: string): Promise<boolean> {
  const { stdout } = await run(program, ['--version']).catch(() => ({ stdout: '' }));
  const [, major] = /\(PostgreSQL\) (\d+)/.exec(stdout) ?? [];
  return major !== undefined && Number(major) >= (await serverMajor(url));
}

async function serverMajor(url: string): Promise<number> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const [row] = await sql<{ major: number }[]>`
      select current_setting('server_version_num')::int / 10000 as major`;
    return row?.major ?? Number.POSITIVE_INFINITY;
  } finally {
    await sql.end();
  }
}

/** Writes schema and rows of one moment with `pg_dump`. The file appears under its name once it is whole. */
export async function dumpDatabase(url: string, file: string): Promise<void> {
  const part = `${file}.part`;
  await run('pg_dump', ['--format=custom', ...WITHOUT_OWNERS, `--file=${part}`], { env: connectionOf(url) });
  await chmod(part, 0o600);
  await rename(part, file);
}

/** Restores what `pg_dump` wrote into an empty database, or nothing of it. */
export async function restoreDump(url: string, file: string): Promise<void> {
  const { PGDATABASE = '', ...env } = connectionOf(url);
  const args = ['--exit-on-error', '--single-transaction', ...WITHOUT_OWNERS, `--dbname=${PGDATABASE}`, file];
  await run('pg_restore', args, { env: { ...env, PGDATABASE } });
}

/** Whether `pg_dump` wrote a file. */
export async function isDump(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer } = await handle.read(Buffer.alloc(MAGIC.length), 0, MAGIC.length, 0);
    return buffer.toString('latin1') === MAGIC;
  } finally {
    await handle.close();
  }
}

const MAGIC = 'PGDMP';

/** By the environment, since everybody on the machine can read the arguments of a program. */
function connectionOf(url: string): NodeJS.ProcessEnv {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  return {
    // biome-ignore lint/style/noProcessEnv: the program inherits PATH and the like
    ...process.env,
    PGHOST: hostname,
    PGPORT: port || '5432',
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
    PGSSLMODE: searchParams.get('sslmode') ?? 'prefer',
  };
}
