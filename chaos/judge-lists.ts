import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';

const rowsSchema = z.array(z.object({ id: z.string(), other: z.string().nullable() }));

/**
 * The waiting list of each club was kept: a court is offered to one person at a time, an offer is a hold of what its
 * person waits for, and whoever waited longest is asked first.
 */
export async function judgeLists(): Promise<string[]> {
  return [
    ...(await find(OFFERED_TWICE)).map(
      ({ id, other }) => `P8 ${id} was offered while ${other} held the same court for somebody else`,
    ),
    ...(await find(WITHOUT_HOLD)).map(
      ({ id }) => `P8 ${id} was offered without a hold of what was waited for`,
    ),
    ...(await find(UNSAID)).map(({ id }) => `P8 ${id} was held for somebody who waits, and no wait says so`),
    ...(await find(PASSED_OVER)).map(({ id, other }) => `P8 ${id} was passed over for ${other}`),
  ];
}

const find = async (query: ReturnType<typeof sql>) => rowsSchema.parse([...(await db().execute(query))]);

/** A hold that was offered, with when it had the court. */
const OFFERS = sql`(select a.id as alert_id, a.user_id as waiter, a.created_at as since, a.notified_at as asked_at, a.city,
    a.court_ids, a.club_id as only_club, a.starts_at as wanted_at, a.duration_minutes, r.*,
    coalesce(r.cancelled_at, case when r.confirmed_at is null then r.hold_expires_at end, 'infinity') as ended_at
  from slot_alerts a join reservations r on r.id = a.offered_reservation_id)`;

const OFFERED_TWICE = sql`select o.id::text, p.id::text as other from ${OFFERS} o join ${OFFERS} p
  on p.court_id = o.court_id and p.id <> o.id and p.starts_at < o.ends_at and p.ends_at > o.starts_at
  where p.created_at < o.created_at and p.ended_at > o.created_at`;

const WITHOUT_HOLD = sql`select a.id::text, null as other from slot_alerts a
  left join reservations r on r.id = a.offered_reservation_id
  where a.offered_reservation_id is not null and (r.id is null or r.user_id is distinct from a.user_id
    or r.starts_at <> a.starts_at or r.ends_at <> a.starts_at + make_interval(mins => a.duration_minutes)
    or coalesce(a.club_id, r.club_id) <> r.club_id
    or (a.court_ids is not null and r.court_id <> all(a.court_ids)))`;

const UNSAID = sql`select entity_id as id, null as other from audit join reservations r on r.id::text = entity_id
  where entity = 'reservation' and detail ? 'offered_for' and not exists (select from slot_alerts a
    where a.id::text = detail ->> 'offered_for' and a.offered_reservation_id::text = entity_id)`;

/** Two asked at the same moment may be seen in another order. */
const SAME_MOMENT = sql`interval '5 seconds'`;

/** Somebody who waited longer for that court and start when it was offered to another, and was not asked before. */
const PASSED_OVER = sql`select a.id::text, o.alert_id::text as other from ${OFFERS} o join slot_alerts a
  on a.city = o.city and a.user_id <> o.waiter and a.duration_minutes = o.duration_minutes
    and coalesce(a.club_id, o.club_id) = o.club_id and (a.court_ids is null or o.court_id = any(a.court_ids))
    and a.starts_at <= o.starts_at and coalesce(a.until_starts_at, a.starts_at) >= o.starts_at
  where a.created_at < o.since - ${SAME_MOMENT} and (a.notified_at is null or a.notified_at > o.asked_at)
    and not exists (select from ${OFFERS} p where p.waiter = a.user_id and p.created_at < o.created_at
      and p.starts_at < o.ends_at and p.ends_at > o.starts_at)`;
