import { type SQL, sql } from 'drizzle-orm';
import { HELD } from '@/db/schema';
import { listed } from '@/db/schema/columns';
import {
  countCourtDays,
  figuresOf,
  NEAR_BOOKINGS,
  NEAR_DAYS,
  SOLD_IN_ALL,
} from '@/lib/availability/court-days/count-court-days';
import { type ConsistencyCheck, mend } from '@/lib/records/check-definition';
import { keepCourtAnew, keepCourtDayAnew } from './repair-kept-rows';

/** How long the job may take to see what changed. */
const SOON = sql`interval '60 seconds'`;

/** Whether the job may not have seen yet what changed of the court of `differing` on some days. */
const isInFlight = (onDays: SQL) => sql`exists (
  select from (
    select court_id, starts_at, ends_at from stale_days where marked_at > now() - ${SOON}
    union all
    select court_id, starts_at, ends_at from reservations
    where status in ${listed(HELD)} and hold_expires_at between now() - ${SOON} and now()
  ) stale where stale.court_id = differing.court_id and ${onDays})`;

/** What is counted of courts must be what their bookings come to. */
export const COURT_DAY_CHECKS: readonly ConsistencyCheck[] = [
  {
    id: 'I37',
    type: 'court_day_differs',
    means: 'checks.court_day_differs.means',
    rows: sql`select court_id || ' ' || local_date as object_id
      from (
        select court_id, local_date from (select * from court_days where local_date <@ ${NEAR_DAYS}) kept
        full join (${countCourtDays(NEAR_BOOKINGS)}) counted using (club_id, court_id, local_date)
        where ${figuresOf('kept.')} is distinct from ${figuresOf('counted.')}
      ) differing
      where not ${isInFlight(sql`local_date between (starts_at - interval '1 day')::date and (ends_at + interval '1 day')::date`)}`,
    offer: mend('checks.court_day_differs.mend', keepCourtDayAnew),
  },
  // Days long past are not compared one by one, since a year of a thousand courts takes ten seconds.
  {
    id: 'I37',
    type: 'court_sum_differs',
    means: 'checks.court_sum_differs.means',
    rows: sql`select court_id as object_id
      from (
        select court_id
        from (select court_id, sum(sold_minutes) as sold_minutes, sum(bookings) as bookings, sum(cancelled) as cancelled
          from court_days group by court_id) kept
        full join (select r.court_id, ${SOLD_IN_ALL} from reservations r group by r.court_id) counted using (court_id)
        where (coalesce(kept.sold_minutes, 0), coalesce(kept.bookings, 0), coalesce(kept.cancelled, 0))
          is distinct from (coalesce(counted.sold_minutes, 0), coalesce(counted.bookings, 0), coalesce(counted.cancelled, 0))
      ) differing where not ${isInFlight(sql`true`)}`,
    offer: mend('checks.court_sum_differs.mend', keepCourtAnew),
  },
];
