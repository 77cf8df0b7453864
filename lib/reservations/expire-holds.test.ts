import { and, eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db, transaction } from '@/db';
import { reservations } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { makeCourt, makePayment, makeReservation, makeUser } from '@/test/factories';
import { expireHolds, expireHoldsOf } from './expire-holds';

test('however many holds run out at once, one run of the job ends them all', async () => {
  const { id: courtId, clubId } = await makeCourt();
  const { id: userId } = await makeUser();
  const MANY = 1_100;
  await db().execute(sql`
    insert into reservations (id, club_id, court_id, user_id, kind, status, starts_at, ends_at, hold_expires_at,
      price_minor, currency, price_breakdown, extras, refund_policy)
    select gen_random_uuid(), ${clubId}, ${courtId}, ${userId}, 'booking', 'pending', now() + hour * interval '1 hour',
      now() + (hour + 1) * interval '1 hour', now() - interval '1 second', 4500, 'EUR', '[]', '[]', '{}'
    from generate_series(1, ${MANY}::int) hour`);
  expect(await expireHolds(systemContext('test'))).toBe(MANY);
  const expired = and(eq(reservations.courtId, courtId), eq(reservations.status, 'expired'));
  expect(await db().$count(reservations, expired)).toBe(MANY);
});

test('the end of one hold reads its own payment alone, also when few payments were open at the last ANALYZE', async () => {
  const inTenMinutes = new Date(Date.now() + 600_000);
  const makeHolds = (status: 'completed' | 'pending') =>
    Promise.all(
      Array.from({ length: 120 }, async () => {
        const hold = await makeReservation({ status: 'pending', holdExpiresAt: inTenMinutes });
        await makePayment(hold, { status });
        return hold;
      }),
    );
  await makeHolds('completed');
  await db().execute(sql`analyze payments`);
  const [ending] = await makeHolds('pending');
  if (!ending) throw new Error('holds were made');
  await db()
    .update(reservations)
    .set({ holdExpiresAt: new Date(Date.now() - 1000) })
    .where(eq(reservations.id, ending.id));
  const rowsRead = await transaction(async (tx) => {
    await expireHoldsOf(tx, systemContext('test'), ending.courtId);
    const [row] = await tx.execute<{ count: string }>(sql`
      select idx_tup_fetch + seq_tup_read as count from pg_stat_xact_user_tables where relname = 'payments'`);
    return Number(row?.count);
  });
  expect(rowsRead).toBeGreaterThan(0);
  expect(rowsRead).toBeLessThan(10);
});
