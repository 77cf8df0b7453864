import postgres from 'postgres';
import { afterEach, expect, test } from 'vitest';
import { db, sql } from '@/db';
import { isDatabaseUnavailable, sqlState } from '@/db/failure';
import { guarded } from '@/db/guard';
import { clubs } from '@/db/schema';
import { isAppError } from '@/lib/core/errors';
import { currentRequestId, withRequestId } from '@/lib/core/request-id';
import { latencyByOperation } from './latency';
import { getService } from './registry';
import { breakerOf, resetBreakers } from './shared-breakers';

afterEach(() => resetBreakers());

const countOf = (operation: string) => latencyByOperation('database')[operation]?.count ?? 0;

test('every statement is timed under its verb, whoever makes it', async () => {
  const before = countOf('select');
  await sql()`select 1`;
  await sql().unsafe('select 2');
  await db().select().from(clubs).limit(1);
  expect(countOf('select')).toBe(before + 3);
});

test('a transaction is timed as one, and answers what its work answers', async () => {
  const before = { transaction: countOf('transaction'), select: countOf('select') };
  const [row] = await sql().begin(async (tx) => {
    await tx`select 1`;
    return tx`select 2 as two`;
  });
  expect(row).toEqual({ two: 2 });
  expect(countOf('transaction')).toBe(before.transaction + 1);
  expect(countOf('select')).toBe(before.select);
});

test('fragments and identifiers are no statements of their own', async () => {
  const before = countOf('select');
  const name = sql()('conname');
  const rows = await sql()`select ${name} from pg_constraint where ${sql()`contype = ${'x'}`} limit 1`;
  expect(rows).toHaveLength(1);
  expect(countOf('select')).toBe(before + 1);
});

test('what PostgreSQL refuses is the statement’s fault: the breaker stays closed and the error as it was', async () => {
  for (let time = 0; time < 2 * getService('database').breaker.failures; time += 1) {
    const error: unknown = await sql()`select * from nowhere`.catch((reason: unknown) => reason);
    expect(sqlState(error)).toBe('42P01');
  }
  expect(breakerOf('database').state).toBe('closed');
});

test('a database that is away opens the breaker, and then is not asked any more', async () => {
  const away = guarded(
    postgres({ host: '127.0.0.1', port: 1, database: 'x', username: 'x', password: 'x', backoff: () => 0 }),
  );
  const ask = () => away`select 1`.catch((reason: unknown) => reason);
  for (let time = 0; time < getService('database').breaker.failures; time += 1) {
    const error = await ask();
    expect(isAppError(error, 'service_unavailable')).toBe(true);
    expect(isDatabaseUnavailable(error)).toBe(true);
  }
  expect(breakerOf('database').state).toBe('open');
  const error = await ask();
  expect(String(error)).toContain('Circuit breaker is open');
  expect(isDatabaseUnavailable(error)).toBe(true);
  await away.end();
});

test('who finds no connection free waits, is counted, and keeps its own request', async () => {
  const { max } = breakerOf('database').load;
  const seen = Promise.all(
    Array.from({ length: max + 3 }, (_, at) =>
      withRequestId(`request-${at}`, () =>
        sql().begin(async (tx) => {
          await tx`select pg_sleep(0.2)`;
          return currentRequestId();
        }),
      ),
    ),
  );
  expect(breakerOf('database').load).toEqual({ max, inUse: max, waiting: 3 });
  expect(await seen).toEqual(Array.from({ length: max + 3 }, (_, at) => `request-${at}`));
  expect(breakerOf('database').load).toEqual({ max, inUse: 0, waiting: 0 });
});
