import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { sql } from '@/db';
import { env } from '@/lib/core/env';
import { seed } from '@/scripts/seed/seed';
import { listTables } from './backup-tables';
import { restoreBackup } from './restore-backup';
import { writeBackup } from './write-backup';

const run = promisify(execFile);
const server = postgres(inject('serverUrl'), { max: 1, onnotice: () => {} });
const made: string[] = [];
let folder = '';
let file = '';

async function emptyOne(): Promise<string> {
  const name = `${inject('prefix')}${randomUUID().slice(0, 8)}`;
  await server`create database ${server(name)}`;
  made.push(name);
  return new URL(`/${name}`, inject('serverUrl')).href;
}

async function on<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const client = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A digest of every table's rows, in which no order counts, and the standing of every sequence. */
async function contentOf(url: string) {
  return on(url, async (client) => {
    const content: Record<string, unknown> = {};
    for (const { name } of await listTables(client)) {
      const [digest] = await client`
        select count(*)::int as rows, sum(hashtextextended(t::text, 0))::text as digest from ${client(name)} t`;
      content[name] = digest;
    }
    for (const { name, value } of await client`
      select sequencename as name, last_value::text as value from pg_sequences where schemaname = 'public'`)
      content[`sequence ${name}`] = value;
    return content;
  });
}

/** The triggers of tables that do not fire, and the keys that are not held. */
const switchedOff = (url: string) =>
  on(
    url,
    (client) => client`
      select tgname as name from pg_trigger where tgenabled <> 'O'
      union all select conname from pg_constraint where not convalidated`,
  );

const command = (script: string, args: string[], url: string) =>
  run(process.execPath, ['--import', 'tsx', `scripts/${script}.ts`, ...args], {
    // biome-ignore lint/style/noProcessEnv: the command inherits this test's environment
    env: { ...process.env, DATABASE_URL: url },
  });

/** The backup with its text changed. */
async function changed(change: (text: string) => string): Promise<string> {
  const other = path.join(folder, randomUUID());
  await writeFile(other, gzipSync(change(gunzipSync(await readFile(file)).toString())));
  return other;
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pista-backup-'));
  file = path.join(folder, 'example');
  await on(env().DATABASE_URL, (client) => seed(client));
  await sql()`update users set name = ${'tab\t line\nback\\slash \\. \u2028 ñ 🎾'} where email = 'player@pista.test'`;
  await writeBackup(env().DATABASE_URL, file);
});

afterAll(async () => {
  for (const name of made.splice(0)) await server`drop database ${server(name)} with (force)`;
  await server.end();
  await rm(folder, { recursive: true });
});

describe('npm run backup and npm run restore', () => {
  it('bring the example back whole, judged by every check', async () => {
    const written = path.join(folder, 'written');
    await command('backup', [written], env().DATABASE_URL);
    const url = await emptyOne();
    const { stdout } = await command('restore', [written], url);
    expect(stdout).toContain(' 0 violated, 0 could not be checked');
    await expect(contentOf(url)).resolves.toEqual(await contentOf(env().DATABASE_URL));
    await expect(switchedOff(url)).resolves.toEqual([]);
    expect((await stat(written)).mode & 0o777).toBe(0o600);
  });

  it('fire no trigger, so that nobody hears of a restore', async () => {
    const url = await emptyOne();
    const heard: string[] = [];
    const listener = postgres(url, { max: 1, onnotice: () => {} });
    for (const channel of ['slots', 'live_events'])
      await listener.listen(channel, (text) => heard.push(text));
    await restoreBackup(url, file);
    await listener.notify('slots', 'the end');
    await expect.poll(() => heard.length).toBeGreaterThan(0);
    expect(heard).toEqual(['the end']);
    await listener.end();
  });

  it('see one moment, whatever is booked meanwhile', async () => {
    const during = path.join(folder, 'during');
    const before = await contentOf(env().DATABASE_URL);
    const writing = writeBackup(env().DATABASE_URL, during);
    await on(env().DATABASE_URL, async (client) => {
      await expect.poll(() => backupsRunning(client)).toBeGreaterThan(0);
      await client`insert into heartbeats (job, at, duration_ms) values ('after the moment', now(), 1)`;
    });
    await writing;
    const url = await emptyOne();
    await restoreBackup(url, during);
    expect((await contentOf(url)).heartbeats).toEqual(before.heartbeats);
  });
});

async function backupsRunning(client: postgres.Sql): Promise<number> {
  const [row] = await client<{ count: number }[]>`
    select count(*)::int from pg_stat_activity
    where datname = current_database() and application_name = 'pista backup' and backend_xmin is not null`;
  return row?.count ?? 0;
}

describe('a restore is refused', () => {
  it('by a database that has tables, of which none is touched', async () => {
    const before = await contentOf(env().DATABASE_URL);
    await expect(command('restore', [file], env().DATABASE_URL)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('Restore into an empty one'),
    });
    await expect(contentOf(env().DATABASE_URL)).resolves.toEqual(before);
  });

  it('of a backup that another release made, before anything is written', async () => {
    const url = await emptyOne();
    const other = await changed((text) => text.replace(/"migrations":\["\w+",/, '"migrations":['));
    await expect(restoreBackup(url, other)).rejects.toThrow('Restore it with the release that made it');
    await expect(on(url, listTables)).resolves.toEqual([]);
  });

  it.each([
    [
      'that lost a row',
      (text: string) => text.replace(/^(COPY "clubs" .*\n).*\n/m, '$1'),
      'rows of clubs instead of',
    ],
    ['that ends in a row', (text: string) => text.slice(0, text.length / 2), 'The backup ends too early.'],
    [
      'whose bookings name a court that it lacks',
      (text: string) =>
        text.replace(/^(COPY "courts" .*\n)[\s\S]*?^\\\.\n-- \d+ rows\n/m, '$1\\.\n-- 0 rows\n'),
      'PostgreSQL refused rows of',
    ],
    [
      'with two rows of one key',
      (text: string) =>
        text.replace(
          /^(COPY "clubs" .*\n)(.*\n)([\s\S]*?)^\\\.\n-- (\d+) rows/m,
          (_, copy, row, rest, rows) => `${copy}${row}${row}${rest}\\.\n-- ${Number(rows) + 1} rows`,
        ),
      /duplicate key|PostgreSQL refused rows of clubs/,
    ],
  ])('of a file %s, and no row is left', async (_, change, message) => {
    const url = await emptyOne();
    await expect(restoreBackup(url, await changed(change))).rejects.toThrow(message);
    await expect(on(url, (client) => client`select id from clubs`)).resolves.toEqual([]);
  });

  it('of a file that was cut', async () => {
    const cut = path.join(folder, 'cut');
    const whole = await readFile(file);
    await writeFile(cut, whole.subarray(0, whole.length / 2));
    await expect(restoreBackup(await emptyOne(), cut)).rejects.toThrow('unexpected end of file');
  });
});

describe('a backup', () => {
  it('overwrites no other', async () => {
    await expect(command('backup', [file], env().DATABASE_URL)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is there already'),
    });
  });

  it('leaves no file when the database cannot be read', async () => {
    const none = path.join(folder, 'none');
    const gone = new URL('/no_such_database', inject('serverUrl')).href;
    await expect(writeBackup(gone, none)).rejects.toThrow('does not exist');
    await expect(stat(`${none}.part`)).rejects.toThrow('ENOENT');
    await expect(stat(none)).rejects.toThrow('ENOENT');
  });
});
