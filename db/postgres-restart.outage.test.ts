import { inArray } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { reservations } from '@/db/schema';
import { book, bookAll, makeAttempts } from '@/test/booking-load';
import { useOwnPostgres } from '@/test/own-postgres';
import { useSandbox } from '@/test/sandbox';
import { useApi } from '@/test/serve-api';

const postgres = useOwnPostgres();
const api = useApi();
useSandbox({ providers: ['stripe', 'redis'] });

/** Long enough for every connection to be tried again and fail several times. */
const DOWN_MS = 6_000;
const RECOVERY_MS = 10_000;

// The ten seconds are measured on an idle machine, and a busy one may take longer.
const tries = { retry: 2, timeout: 240_000 };

test('PostgreSQL crashes under load: answers say so, and all goes on within ten seconds', tries, async () => {
  const attempts = await makeAttempts(110);
  const [before, during, after] = [attempts.slice(0, 20), attempts.slice(20, 80), attempts.slice(80)];

  const first = await bookAll(api(), before, async (done) => {
    if (done === 18) await postgres.crash();
  });
  const downUntil = Date.now() + DOWN_MS;
  const meanwhile = await bookAll(api(), during, async () => {
    const pause = Math.min(500, Math.max(0, downUntil - Date.now()));
    await new Promise((resolve) => setTimeout(resolve, pause));
  });
  for (const { status, error } of meanwhile) {
    expect({ status, error }).toEqual({ status: 503, error: 'service_unavailable' });
  }

  await postgres.start();
  const [again, ...rest] = after;
  if (!again) throw new Error('nothing left to book');
  await expect
    .poll(async () => (await book(api(), again)).status, { timeout: RECOVERY_MS, interval: 200 })
    .toBe(201);
  const last = await bookAll(api(), rest);
  expect(last.filter(({ status }) => status !== 201)).toEqual([]);

  const told = [...first, ...last].flatMap(({ status, reservationId }) =>
    status === 201 && reservationId !== null ? [reservationId] : [],
  );
  expect(told.length).toBeGreaterThan(40);
  const kept = await db()
    .select({ id: reservations.id })
    .from(reservations)
    .where(inArray(reservations.id, told));
  expect(kept).toHaveLength(told.length);
});
