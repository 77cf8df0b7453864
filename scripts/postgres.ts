import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { findFreePort } from './free-port';
import {
  type Binaries,
  exists,
  findBinaries,
  findIdentity,
  findMemoryDir,
  findReachableDir,
  type Identity,
} from './postgres-binaries';

const run = promisify(execFile);

type Options = {
  /** Created when absent. */
  dataDir: string;
  port?: number;
  /**
   * Trades safety against power loss for speed, for tests only. Where there is memory for the data, they are there and
   * go with the server.
   */
  unsafe?: boolean;
};

export type RunningPostgres = {
  /** Connects as superuser to the database `postgres`. */
  url: string;
  /** Where the data really is. */
  dataDir: string;
  /** Leaves the server. The last one stops it. */
  stop: () => Promise<void>;
};

type Cluster = {
  dataDir: string;
  isKept: boolean;
  password: string;
  identity: Identity;
  binaries: Binaries;
};

/** Held by every user of the server, so that the last one to leave knows it. */
const PRESENCE_LOCK = 4_717_801;
const ATTEMPTS = 3;

/**
 * Starts the PostgreSQL that npm installed, or joins the one that runs on the same data. As root it runs under
 * another user, whose data are in /var/lib/pista when that user cannot reach `dataDir`.
 * @throws Error with one sentence when the server cannot be started
 */
export async function startPostgres(options: Options): Promise<RunningPostgres> {
  for (let attempt = 1; ; attempt += 1) {
    const cluster = await prepareCluster(options);
    const url =
      (await findRunning(cluster)) ?? (await launch(cluster, options).catch((error) => ({ error })));
    const presence = typeof url === 'string' ? await enter(url) : null;
    if (typeof url === 'string' && presence !== null) {
      return { url, dataDir: cluster.dataDir, stop: () => leave(cluster, presence) };
    }
    if (attempt === ATTEMPTS) throw new Error(await explain(cluster, url), { cause: url });
    await sleep(500 * attempt);
  }
}

async function prepareCluster(options: Options): Promise<Cluster> {
  const wanted = path.resolve(options.dataDir);
  const memoryDir = options.unsafe ? await findMemoryDir(wanted) : null;
  const identity = await findIdentity(memoryDir ?? wanted);
  const dataDir = await findReachableDir(memoryDir ?? wanted, identity);
  const binaries = await findBinaries(identity);
  try {
    if (!(await exists(dataDir))) await initialise(dataDir, identity, binaries);
    const password = await readFile(passwordFile(dataDir), 'utf8');
    return { dataDir, isKept: memoryDir === null, identity, binaries, password };
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM')) {
      throw new Error(`${dataDir} belongs to another user: give it to this one, or remove it.`, {
        cause: error,
      });
    }
    throw error;
  }
}

/**
 * Creates the cluster in another folder and renames it, so that a crash or a second starter leaves no half of one.
 */
async function initialise(dataDir: string, identity: Identity, binaries: Binaries): Promise<void> {
  await mkdir(path.dirname(dataDir), { recursive: true });
  const draft = await mkdtemp(`${dataDir}-`);
  await writeFile(passwordFile(draft), randomBytes(18).toString('base64url'), { mode: 0o600 });
  if (identity.uid !== undefined && identity.gid !== undefined) {
    await chown(draft, identity.uid, identity.gid);
    await chown(passwordFile(draft), identity.uid, identity.gid);
  }
  await run(
    binaries.initdb,
    [
      `--pgdata=${clusterDir(draft)}`,
      '--username=postgres',
      `--pwfile=${passwordFile(draft)}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--no-instructions',
    ],
    { ...identity, cwd: draft },
  );
  await rename(draft, dataDir).catch(async (error: unknown) => {
    await rm(draft, { recursive: true });
    if (!(await exists(dataDir))) throw error;
  });
}

/** The address of the server that runs on this data, if one does. Files of a killed one are removed. */
async function findRunning(cluster: Cluster): Promise<string | null> {
  const pidFile = path.join(clusterDir(cluster.dataDir), 'postmaster.pid');
  const [pid, , , port] = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n');
  if (!pid || !port) return null;
  const command = await readFile(`/proc/${pid.trim()}/cmdline`, 'utf8').catch(() => null);
  // After a reboot or in a container another program may have this process id, which PostgreSQL would mistake for its
  // own.
  if (command !== null && !command.includes(cluster.dataDir)) await rm(pidFile, { force: true });
  const url = address(cluster, Number(port));
  return (await answers(url)) ? url : null;
}

const UNSAFE = [
  '-c fsync=off',
  '-c synchronous_commit=off',
  '-c full_page_writes=off',
  '-c max_wal_size=256MB',
];

async function launch(cluster: Cluster, options: Options): Promise<string> {
  const port = options.port ?? (await findFreePort());
  const settings = [
    `-p ${port}`,
    '-c listen_addresses=127.0.0.1',
    "-c unix_socket_directories=''",
    '-c max_connections=300',
    '-c timezone=UTC',
    ...(options.unsafe ? UNSAFE : []),
  ];
  await run(
    cluster.binaries.pg_ctl,
    [
      'start',
      '--wait',
      '--timeout=60',
      `--pgdata=${clusterDir(cluster.dataDir)}`,
      `--log=${logFile(cluster.dataDir)}`,
      `--options=${settings.join(' ')}`,
    ],
    { ...cluster.identity, cwd: cluster.dataDir },
  );
  return address(cluster, port);
}

/** A connection that marks the server as in use. Null when the server stopped meanwhile. */
async function enter(url: string): Promise<postgres.Sql | null> {
  const presence = connect(url);
  try {
    await presence`select pg_advisory_lock_shared(${PRESENCE_LOCK})`;
    return presence;
  } catch {
    await presence.end({ timeout: 1 });
    return null;
  }
}

async function leave(
  { binaries, identity, dataDir, isKept }: Cluster,
  presence: postgres.Sql,
): Promise<void> {
  const last = await presence`
    select pg_advisory_unlock_shared(${PRESENCE_LOCK}), pg_try_advisory_lock(${PRESENCE_LOCK}) as alone
  `.catch(() => []);
  if (last[0]?.alone === true) {
    // A newcomer waits for the lock until the server has stopped, and starts it again.
    await run(binaries.pg_ctl, ['stop', '--wait', '--mode=fast', `--pgdata=${clusterDir(dataDir)}`], {
      ...identity,
      cwd: dataDir,
    });
    if (!isKept) await removeWhole(dataDir);
  }
  await presence.end({ timeout: 1 });
}

/** A newcomer finds all of it or nothing. */
async function removeWhole(dataDir: string): Promise<void> {
  const gone = await mkdtemp(`${dataDir}-`);
  await rename(dataDir, gone);
  await rm(gone, { recursive: true });
}

async function answers(url: string): Promise<boolean> {
  const probe = connect(url);
  try {
    await probe`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await probe.end({ timeout: 1 });
  }
}

async function explain({ dataDir }: Cluster, failure: unknown): Promise<string> {
  const log = await readFile(logFile(dataDir), 'utf8').catch(() => '');
  const reason = log
    .trimEnd()
    .split('\n')
    .findLast((line) => /FATAL|ERROR|PANIC/.test(line));
  return `PostgreSQL did not start on ${dataDir}: ${reason ?? JSON.stringify(failure)}`;
}

const clusterDir = (dataDir: string) => path.join(dataDir, 'cluster');
const passwordFile = (dataDir: string) => path.join(dataDir, 'password');
const logFile = (dataDir: string) => path.join(dataDir, 'postgres.log');
const address = ({ password }: Cluster, port: number) =>
  `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
const connect = (url: string) =>
  postgres(url, { max: 1, connect_timeout: 5, idle_timeout: 0, max_lifetime: null, onnotice: () => {} });
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
