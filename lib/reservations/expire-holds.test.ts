import { and, eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { reservations } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { makeCourt, makeUser } from '@/test/factories';
import { expireHolds } from './expire-holds';

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
