import { setImmediate } from 'node:timers/promises';
import postgres from 'postgres';
import { expect, onTestFinished, test } from 'vitest';
import { sql } from '@/db';
import { env } from '@/lib/core/env';

test('a connection whose own question for types of arrays fails ends no process', async () => {
  const unheard: unknown[] = [];
  const hear = (error: unknown) => unheard.push(error);
  process.on('unhandledRejection', hear);
  const client = postgres(env().DATABASE_URL, { max: 1, connection: { statement_timeout: 1 } });
  onTestFinished(async () => {
    process.off('unhandledRejection', hear);
    await client.end();
  });
  await client`select pg_sleep(1)`.catch(() => null);
  await setImmediate();
  expect(unheard).toEqual([]);
});

test('no statement of ours is compiled before it runs', async () => {
  expect(await sql()`show jit`).toEqual([{ jit: 'off' }]);
});
