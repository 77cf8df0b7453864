import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { RESERVATION_CHANNELS, RESERVATION_KINDS, RESERVATION_STATUSES } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { boardDate } from '@/lib/core/input/asked-time';
import { escapeLike } from '@/lib/core/input/escape-like';
import { plainId } from '@/lib/core/input/plain-number';
import { personWords } from '@/lib/core/input/search-words';
import { addDays, dayBounds, type LocalDate, localDateOf } from '@/lib/core/time';
import { type BoardItem, ITEM_COLUMNS, ITEM_OWED_MINOR, ITEM_PEOPLE } from '@/lib/desk/board-item';
import { DUE_MINOR, STILL_PAID_MINOR } from '@/lib/ledger/money-words';
import { paging } from '@/lib/web/paging';

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
  /** Only those about which a message did not arrive or whose refund failed. */
  trouble: z.literal('true').optional(),
  /** Words of name, mail or number, of the title, or the end of the id that people read out. */
  q: z.string().trim().max(100).default(''),
};
export const listBookingsSchema = z.object({ ...bookingFilters, ...paging });
export type BookingFilters = Omit<z.output<typeof listBookingsSchema>, 'page' | 'pageSize'>;

/** Sums in minor units over all that the filters find. Prices count where the court was not given up. */
type BookingTotals = { priceMinor: number; paidMinor: number; owedMinor: number };
export type BookingList = { club: Club; results: BoardItem[]; count: number; totals: BookingTotals };

/**
 * A club's bookings by their start, with what they come to. Without dates it begins today, and it spans at most a
 * year. Holds that ran out are left out unless they are asked for.
 * @throws AppError invalid_input for a longer period, not_found, forbidden, unauthenticated
 */
export async function listBookings(
  ctx: Context,
  clubIdOrSlug: string,
  { page, pageSize, ...filters }: z.output<typeof listBookingsSchema>,
): Promise<BookingList> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, 'seePlanner');
  const found = bookingsWhere(ctx, club, filters);
  const [[sums], [shown]] = await Promise.all([
    db().execute<BookingTotals & { count: number }>(sql`
      select count(*)::int as count,
        coalesce(sum(r.price_minor) filter (where r.status not in ('cancelled', 'expired')), 0)::float8 as "priceMinor",
        coalesce(sum(${STILL_PAID_MINOR}), 0)::float8 as "paidMinor",
        coalesce(sum(greatest(${ITEM_OWED_MINOR}, 0)) filter (where r.status <> 'expired'), 0)::float8 as "owedMinor"
      from reservations r ${ITEM_PEOPLE} where ${found}`),
    db().execute<{ items: BoardItem[] }>(sql`
      select coalesce(jsonb_agg(item), '[]') as items from (
        select ${ITEM_COLUMNS} from reservations r ${ITEM_PEOPLE} where ${found}
        order by r.starts_at, r.court_id, r.id limit ${pageSize} offset ${(page - 1) * pageSize}
      ) item`),
  ]);
  if (!sums || !shown) throw new Error('an aggregate always answers one row');
  const { count, ...totals } = sums;
  return { club, results: shown.items, count, totals };
}

/**
 * The condition of some filters on `r` with its people.
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
    ...(owed === undefined ? [] : [sql`${DUE_MINOR} > 0`]),
    ...(trouble === undefined ? [] : [HAS_TROUBLE]),
    ...(q === '' ? [] : [speaksOf(q)]),
  ];
  return sql.join(conditions, sql` and `);
}

const HAS_TROUBLE = sql`(exists (select from notices n where n.reservation_id = r.id and n.status in ('bounced', 'failed'))
  or exists (select from refunds f join payments p on p.id = f.payment_id
    where p.reservation_id = r.id and f.status = 'failed'))`;

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
function speaksOf(q: string): SQL {
  const words = personWords(q).map((word) => {
    const part = `%${escapeLike(word)}%`;
    return sql`(person.words like ${part} or member.words like ${part} or lower(r.title) like ${part}
      or lower(r.guest ->> 'name') like ${part})`;
  });
  return sql`(right(r.id::text, 6) = ${q.toLowerCase()} or (${sql.join(words, sql` and `)}))`;
}
