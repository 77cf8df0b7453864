import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { closeDatabase, db } from '@/db';
import { sqlState } from '@/db/failure';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { systemContext } from '@/lib/core/context';
import { adoptIntent } from '@/lib/payments/adopt-intent';
import { settleIntent } from '@/lib/payments/settle-payment';
import { refundUnclaimedPayment } from '@/lib/refunds/refund-unclaimed-payment';
import { getIntent } from '@/lib/services/stripe/stripe';
import { bookAsPlayer, lapse } from '@/test/bookings';
import { useSandbox } from '@/test/sandbox';
import { payIntent } from '@/test/stripe-control';
import { expireHolds } from './expire-holds';
import { releaseHold } from './release-hold';

const ROUNDS = 20;
const sandbox = useSandbox({ providers: ['stripe', 'redis'] });
const job = () => systemContext('test');
const seen = z.tuple([z.object({ n: z.coerce.number() })]);
const count = async (query: ReturnType<typeof sql>) => seen.parse([...(await db().execute(query))])[0].n;

/** How many deadlocks this database has had. A connection reports its own when it ends. */
async function countDeadlocks(): Promise<number> {
  await closeDatabase();
  const others = sql`select count(*) as n from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`;
  await expect.poll(() => count(others)).toBe(0);
  return count(sql`select deadlocks as n from pg_stat_database where datname = current_database()`);
}

async function paidLate() {
  const booked = await bookAsPlayer();
  await payIntent(sandbox(), booked.intentId);
  await lapse(booked.reservationId);
  return { ...booked, intent: await getIntent(booked.intentId) };
}

test('who settles, adopts, cancels, releases, expires and gives back the same booking at once never waits in a circle', async () => {
  const before = await countDeadlocks();
  for (let round = 0; round < ROUNDS; round += 1) {
    const { ctx, reservationId, paymentId, intent } = await paidLate();
    const verbs = [
      () => settleIntent(job(), intent),
      () => cancelReservation(ctx, { reservationId }),
      () => expireHolds(job()),
      () => releaseHold(ctx, { reservationId }),
      () => settleIntent(job(), intent),
      () => adoptIntent(job(), { ...intent, id: `${intent.id}_beside`, metadata: {} }, reservationId),
      () => refundUnclaimedPayment(job(), paymentId),
    ];
    const turned = [...verbs.slice(round % verbs.length), ...verbs.slice(0, round % verbs.length)];
    await Promise.allSettled(turned.map((verb) => verb()));
  }
  expect(await countDeadlocks()).toBe(before);
});

test('control: two who lock a reservation and its payment in opposite order do, and it is counted', async () => {
  const before = await countDeadlocks();
  const { reservationId } = await bookAsPlayer();
  const rows = [
    sql`select from reservations where id = ${reservationId} for update`,
    sql`select from payments where reservation_id = ${reservationId} for update`,
  ];
  let waiting = rows.length;
  let meet = () => {};
  const met = new Promise<void>((resolve) => {
    meet = resolve;
  });
  const lockBoth = ([first = sql``, second = sql``]: typeof rows) =>
    db()
      .transaction(async (tx) => {
        await tx.execute(sql`set local deadlock_timeout = '10ms'`);
        await tx.execute(first);
        waiting -= 1;
        if (waiting === 0) meet();
        await met;
        await tx.execute(second);
      })
      .catch(sqlState);
  const outcomes = await Promise.all([lockBoth(rows), lockBoth(rows.toReversed())]);
  expect(outcomes).toContain('40P01');
  expect(await countDeadlocks()).toBe(before + 1);
});
