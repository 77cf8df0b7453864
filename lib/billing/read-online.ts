import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import type { Club } from '@/lib/catalogue/catalogue';
import { dayBounds, type LocalDate } from '@/lib/core/time';

/** What came and went by card online in one day, in minor units of the club. */
export type OnlineSum = { inMinor: number; outMinor: number; count: number };

const sumSchema = z.tuple([z.object({ inMinor: z.number(), outMinor: z.number(), count: z.number() })]);

/**
 * What a club took online on one of its days, and what was given back to cards. The audit knows what was settled in a
 * day by an index, payments do not.
 */
export async function readOnline({ id: clubId, timeZone }: Club, date: LocalDate): Promise<OnlineSum> {
  const { startsAt, endsAt } = dayBounds(date, timeZone);
  const between = sql`a.at >= ${new Date(startsAt).toISOString()} and a.at < ${new Date(endsAt).toISOString()}`;
  const rows = await db().execute(sql`
    with settled as materialized (
      select distinct a.entity, a.entity_id::uuid as id from audit a
      where ${between} and ((a.entity = 'payment' and a.to_state = 'completed')
        or (a.entity = 'refund' and a.to_state = 'succeeded'))
    ), came as (
      select p.received_minor from settled s join payments p on p.id = s.id
        join reservations r on r.id = p.reservation_id
      where s.entity = 'payment' and r.club_id = ${clubId} and p.currency = r.currency
    ), went as (
      select f.amount_minor from settled s join refunds f on f.id = s.id
        join payments p on p.id = f.payment_id join reservations r on r.id = p.reservation_id
      where s.entity = 'refund' and f.status = 'succeeded' and r.club_id = ${clubId} and f.currency = r.currency
    )
    select (select coalesce(sum(received_minor), 0)::int from came) as "inMinor",
      (select coalesce(sum(amount_minor), 0)::int from went) as "outMinor",
      (select count(*)::int from came) as count`);
  return sumSchema.parse([...rows])[0];
}
