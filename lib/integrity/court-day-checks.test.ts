import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { staleDays } from '@/db/schema';
import { keepCourtDays } from '@/lib/availability/court-days/keep-court-days';
import { inDays } from '@/test/bookings';
import { makeReservation } from '@/test/factories';
import { listViolations } from './check-consistency';
import { COURT_DAY_CHECKS } from './court-day-checks';

const found = async () => (await listViolations(COURT_DAY_CHECKS)).map(({ check }) => check.type);

test('what the job may not have seen yet is no violation for a minute, and one after it', async () => {
  await makeReservation({ startsAt: new Date(`${inDays(2)}T10:00:00Z`) });
  expect(await found()).toEqual([]);
  await db().update(staleDays).set({ markedAt: sql`now() - interval '61 seconds'` });
  expect(await found()).toEqual(['court_day_differs', 'court_sum_differs']);
  await keepCourtDays();
  expect(await found()).toEqual([]);
});

test('a hold that ran out within the minute is no violation', async () => {
  const startsAt = new Date(`${inDays(3)}T10:00:00Z`);
  const { id } = await makeReservation({ startsAt, status: 'payment_pending' });
  await keepCourtDays();
  const ranOut = (seconds: number) =>
    db().transaction(async (tx) => {
      await tx.execute(sql`set local session_replication_role = replica`);
      await tx.execute(sql`update reservations set hold_expires_at = now() - make_interval(secs => ${seconds})
        where id = ${id}::uuid`);
    });
  await ranOut(50);
  expect(await found()).toEqual([]);
  await ranOut(70);
  expect(await found()).toEqual(['court_day_differs']);
});
