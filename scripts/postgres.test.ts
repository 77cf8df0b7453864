import { execFile } from 'node:child_process';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { afterEach, describe, expect, it } from 'vitest';
import { type RunningPostgres, startPostgres } from './postgres';
import { findMemoryDir } from './postgres-binaries';

const running: RunningPostgres[] = [];
const folders: string[] = [];

async function start(dataDir: string, unsafe = false): Promise<RunningPostgres> {
  const server = await startPostgres({ dataDir, unsafe });
  running.push(server);
  return server;
}

async function temporaryDir(name = 'pista test $HOME "'): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), name));
  folders.push(folder);
  return folder;
}

async function answers(server: RunningPostgres): Promise<boolean> {
  const sql = postgres(server.url, { max: 1, onnotice: () => {} });
  const answer = await sql`select 1`.then(
    () => true,
    () => false,
  );
  await sql.end({ timeout: 1 });
  return answer;
}

const pidOf = async (server: RunningPostgres) =>
  Number((await readFile(path.join(server.dataDir, 'cluster/postmaster.pid'), 'utf8')).split('\n')[0]);

afterEach(async () => {
  const servers = running.splice(0);
  for (const server of servers) await server.stop();
  const leftovers = [...servers.map(({ dataDir }) => dataDir), ...folders.splice(0)];
  for (const folder of leftovers) await rm(folder, { recursive: true, force: true });
});

const memory = await findMemoryDir('/any');

describe('startPostgres', () => {
  it('makes one server for all who start at once, and the last to leave stops it', async () => {
    const dataDir = path.join(await temporaryDir(), 'data');
    const servers = await Promise.all([start(dataDir), start(dataDir), start(dataDir)]);
    expect(new Set(servers.map(({ url }) => url)).size).toBe(1);
    for (const server of servers) {
      await expect(answers(server)).resolves.toBe(true);
      await server.stop();
    }
    await expect(Promise.all(servers.map(answers))).resolves.toEqual([false, false, false]);
    running.length = 1;
  });

  it.skipIf(memory === null)('keeps in memory what may be lost, until the last one leaves', async () => {
    const dataDir = path.join(await temporaryDir(), 'data');
    const [one, other] = [await start(dataDir, true), await start(dataDir, true)];
    expect(one.dataDir).toBe(await findMemoryDir(dataDir));
    await one.stop();
    await expect(answers(other)).resolves.toBe(true);
    await other.stop();
    await expect(access(one.dataDir)).rejects.toThrow('ENOENT');
    running.length = 0;
    const anew = await start(dataDir, true);
    await expect(answers(anew)).resolves.toBe(true);
  });

  it('comes back with its data after it was killed', async () => {
    const dataDir = path.join(await temporaryDir(), 'data');
    const first = await start(dataDir);
    await withSql(first, (sql) => sql`create table kept as select 42 as answer`);
    process.kill(await pidOf(first), 'SIGKILL');

    const second = await start(dataDir);
    await expect(withSql(second, (sql) => sql`select answer from kept`)).resolves.toEqual([{ answer: 42 }]);
  });

  it('is not misled by a pid file whose number belongs to another program now', async () => {
    const dataDir = path.join(await temporaryDir(), 'data');
    const first = await start(dataDir);
    const pidFile = path.join(first.dataDir, 'cluster/postmaster.pid');
    const lines = (await readFile(pidFile, 'utf8')).split('\n');
    await first.stop();
    await writeFile(pidFile, [String(process.pid), ...lines.slice(1)].join('\n'));

    await expect(answers(await start(dataDir))).resolves.toBe(true);
  });

  it.runIf(process.getuid?.() === 0)(
    'works for root in a folder that is closed to everybody else',
    async () => {
      const closed = await temporaryDir('closed-');
      const server = await start(path.join(closed, 'data'));
      expect(server.dataDir).not.toContain(path.join(closed, 'data'));
      await expect(answers(server)).resolves.toBe(true);
      const { stdout } = await promisify(execFile)('ps', ['-o', 'user=', '-p', String(await pidOf(server))]);
      expect(stdout.trim()).not.toBe('root');
    },
  );
});

async function withSql<T>(server: RunningPostgres, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(server.url, { max: 1, onnotice: () => {} });
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}
