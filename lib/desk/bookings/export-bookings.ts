import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import type { Reads } from '@/db/snapshot';
import { requireMay } from '@/lib/auth/permissions';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { type BoardItem, ITEM_COLUMNS, ITEM_PEOPLE } from '@/lib/desk/board-item';
import { requireStepUp } from '@/lib/factors/step-up';
import { type BookingFilters, bookingFilters, bookingsWhere } from './bookings-where';

export const exportBookingsSchema = z.object(bookingFilters);

/** A booking with what a list for the books needs besides. `position` is where it stands in the order. */
type Exported = BoardItem & { channel: string; courtName: string; position: string };

export type BookingExport = { club: Club; rows: AsyncGenerator<Exported> };

const ROWS_A_READ = 500;

/**
 * All bookings that the filters find, by start, read piece by piece while they are taken.
 * @throws AppError invalid_input, not_found, forbidden and, for a session, with `reason` `step_up`, unauthenticated
 */
export async function exportBookings(
  ctx: Context,
  clubIdOrSlug: string,
  filters: BookingFilters,
): Promise<BookingExport> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, 'exportMoney');
  await requireStepUp(ctx);
  return { club, rows: readBookings(db(), bookingsWhere(ctx, club, filters)) };
}

/** The bookings of which a condition on `r` is true, by start, read piece by piece. */
export async function* readBookings(on: Reads, found: SQL): AsyncGenerator<Exported> {
  let last: Exported | undefined;
  do {
    const rows = await readAfter(on, found, last);
    yield* rows;
    last = rows.length < ROWS_A_READ ? undefined : rows.at(-1);
  } while (last);
}

async function readAfter(on: Reads, found: SQL, last: Exported | undefined): Promise<Exported[]> {
  const later = last
    ? sql`and (r.starts_at, r.id) > (${last.position}::timestamptz, ${last.id}::uuid)`
    : sql``;
  const [read] = await on.execute<{ items: Exported[] }>(sql`
    select coalesce(jsonb_agg(item), '[]') as items from (
      select ${ITEM_COLUMNS}, r.channel, court.name as "courtName", r.starts_at::text as position
      from reservations r ${ITEM_PEOPLE} join courts court on court.id = r.court_id
      where ${found} ${later}
      order by r.starts_at, r.id limit ${ROWS_A_READ}
    ) item`);
  return read?.items ?? [];
}
