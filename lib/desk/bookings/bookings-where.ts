import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { RESERVATION_CHANNELS, RESERVATION_KINDS, RESERVATION_STATUSES, refunds } from '@/db/schema';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { boardDate } from '@/lib/core/input/asked-time';
import { escapeLike } from '@/lib/core/input/escape-like';
import { plainId } from '@/lib/core/input/plain-number';
import { personWords } from '@/lib/core/input/search-words';
import { addDays, dayBounds, type LocalDate, localDateOf } from '@/lib/core/time';
import { DUE_MINOR, IS_OPEN_DUE } from '@/lib/ledger/money-words';
import { IS_UNTOLD } from '@/lib/notices/untold';
import { IS_UNSETTLED } from '@/lib/refunds/is-unsettled';

/** The longest period of a list, in days. */
const MOST_DAYS = 366;

/** Which bookings of a club are listed. */
export const bookingFilters = {
  /** Local dates of the club, both included. */
  from: boardDate.optional(),
  to: boardDate.optional(),
  courtId: plainId.optional(),
  status: z.enum(RESERVATION_STATUSES).optional(),
  kind: z.enum(RESERVATION_KINDS).optional(),
  channel: z.enum(RESERVATION_CHANNELS).optional(),
  /** Only those for which something is owed to the club. */
  owed: z.literal('true').optional(),
  /** Only those about which a message did not arrive, or whose money is still to be given back after a refund failed. */
  trouble: z.literal('true').optional(),
  /** Words of name, mail or number, of the title, or the end of the id that people read out. */
  q: z.string().trim().max(100).default(''),
};

export type BookingFilters = z.output<z.ZodObject<typeof bookingFilters>>;

/**
 * The condition of some filters on `r`, which needs no other table beside it.
 * @throws AppError invalid_input for a period that is too long or ends before it begins
 */
export function bookingsWhere(ctx: Context, club: Club, filters: BookingFilters): SQL {
  const { startsAt, endsAt } = periodOf(ctx, club, filters);
  const { courtId, status, kind, channel, owed, trouble, q } = filters;
  const conditions = [
    sql`r.club_id = ${club.id} and r.starts_at >= ${new Date(startsAt).toISOString()}
      and r.starts_at < ${new Date(endsAt).toISOString()}`,
    status === undefined ? sql`r.status <> 'expired'` : sql`r.status = ${status}`,
    ...(courtId === undefined ? [] : [sql`r.court_id = ${courtId}`]),
    ...(kind === undefined ? [] : [sql`r.kind = ${kind}`]),
    ...(channel === undefined ? [] : [sql`r.channel = ${channel}`]),
    ...(owed === undefined ? [] : [sql`${hasOpenDue(club)} and ${DUE_MINOR} > 0`]),
    ...(trouble === undefined ? [] : [HAS_TROUBLE]),
    ...(q === '' ? [] : [speaksOf(club, q)]),
  ];
  return sql.join(conditions, sql` and `);
}

/** Whether something is open for `r`, of one club. A club has few open dues, so they are read once. */
export const hasOpenDue = ({ id }: Pick<Club, 'id'>): SQL => sql`r.id in (
  select u.reservation_id from dues u where u.club_id = ${id} and ${IS_OPEN_DUE})`;

/** What went wrong anywhere is little, so it is read once and not for each booking. */
const HAS_TROUBLE = sql`r.id in (
  select n.reservation_id from notices n where n.reservation_id is not null and ${IS_UNTOLD}
  union all
  select paid.reservation_id from ${refunds} join payments paid on paid.id = ${refunds.paymentId} where ${IS_UNSETTLED})`;

function periodOf(ctx: Context, club: Club, { from, to }: BookingFilters) {
  const today = localDateOf(ctx.now.getTime(), club.timeZone);
  const first = from ?? (to !== undefined && to < today ? addDays(to, 1 - MOST_DAYS) : today);
  const last = to ?? addDays(first, MOST_DAYS - 1);
  if (last < first) throw badPeriod('must not be before from');
  if (last >= addDays(first, MOST_DAYS)) throw badPeriod(`must be at most ${MOST_DAYS} days after from`);
  return boundsOf(first, last, club.timeZone);
}

const boundsOf = (first: LocalDate, last: LocalDate, timeZone: string) => ({
  startsAt: dayBounds(first, timeZone).startsAt,
  endsAt: dayBounds(last, timeZone).endsAt,
});

const badPeriod = (why: string) =>
  new AppError('invalid_input', 'This period cannot be listed.', { fields: { to: [why] } });

/** Whether every word is of the booking's people or title, or all of it is the end of its id. */
function speaksOf({ id }: Club, q: string): SQL {
  const words = personWords(q).map((word) => {
    const part = `%${escapeLike(word)}%`;
    const people = sql`from customers where club_id = ${id} and words like ${part}`;
    return sql`(r.customer_id in (select id ${people})
      or r.user_id in (select user_id ${people} and user_id is not null)
      or lower(r.title) like ${part} or lower(r.guest ->> 'name') like ${part})`;
  });
  return sql`(right(r.id::text, 6) = ${q.toLowerCase()} or (${sql.join(words, sql` and `)}))`;
}
