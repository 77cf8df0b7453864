import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { emptyDatabase, migrate } from './migrate';

const server = postgres(inject('serverUrl'), { max: 1, onnotice: () => {} });
const made: string[] = [];

async function emptyOne(): Promise<string> {
  const name = `${inject('prefix')}${randomUUID().slice(0, 8)}`;
  await server`create database ${server(name)}`;
  made.push(name);
  return new URL(`/${name}`, inject('serverUrl')).href;
}

async function tableCount(url: string): Promise<number> {
  const sql = postgres(url, { max: 1 });
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int from information_schema.tables where table_schema = 'public'
  `;
  await sql.end();
  return row?.count ?? 0;
}

afterEach(async () => {
  for (const name of made.splice(0)) await server`drop database ${server(name)} with (force)`;
});

describe('migrate', () => {
  it('lets processes that start together all come up, each migration applied once', async () => {
    const url = await emptyOne();
    await Promise.all([migrate(url), migrate(url), migrate(url)]);
    await expect(tableCount(url)).resolves.toBeGreaterThan(20);
  });

  it('builds everything again after the database was emptied', async () => {
    const url = await emptyOne();
    await migrate(url);
    const before = await tableCount(url);
    await emptyDatabase(url);
    await expect(tableCount(url)).resolves.toBe(0);
    await migrate(url);
    await expect(tableCount(url)).resolves.toBe(before);
  });
});
