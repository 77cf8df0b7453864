import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { requireMay } from '@/lib/auth/permissions';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { type BoardItem, ITEM_COLUMNS, ITEM_PEOPLE } from '@/lib/desk/board-item';
import { STILL_OWED_MINOR } from '@/lib/ledger/money-words';
import { paging } from '@/lib/web/paging';
import { bookingFilters, bookingsWhere, hasOpenDue } from './bookings-where';

export const listBookingsSchema = z.object({ ...bookingFilters, ...paging });

/** Sums in minor units over all that the filters find. Prices count where the court was not given up. */
type BookingTotals = { priceMinor: number; owedMinor: number };
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
  const owes = sql`r.status in ('payment_pending', 'pending') or (r.status <> 'expired' and ${hasOpenDue(club)})`;
  const [[sums], [shown]] = await Promise.all([
    db().execute<BookingTotals & { count: number }>(sql`
      select count(*)::int as count,
        coalesce(sum(r.price_minor) filter (where r.status not in ('cancelled', 'expired')), 0)::float8 as "priceMinor",
        coalesce(sum(greatest(${STILL_OWED_MINOR}, 0)) filter (where ${owes}), 0)::float8 as "owedMinor"
      from reservations r where ${found}`),
    // The page is cut first, so that no figures of the pages before it are computed.
    db().execute<{ items: BoardItem[] }>(sql`
      select coalesce(jsonb_agg(item order by item."startsAt", item."courtId", item.id), '[]') as items from (
        select ${ITEM_COLUMNS} from (
          select * from reservations r where ${found}
          order by r.starts_at, r.court_id, r.id limit ${pageSize} offset ${(page - 1) * pageSize}
        ) r ${ITEM_PEOPLE}
      ) item`),
  ]);
  if (!sums || !shown) throw new Error('an aggregate always answers one row');
  const { count, ...totals } = sums;
  return { club, results: shown.items, count, totals };
}
