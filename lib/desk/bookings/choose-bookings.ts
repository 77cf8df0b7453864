import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { requireMay } from '@/lib/auth/permissions';
import { getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { MOST_CHOSEN } from '@/lib/core/input/chosen-ids';
import { type BookingFilters, bookingsWhere } from './bookings-where';

const idsSchema = z.array(z.object({ id: z.uuid() }));

/**
 * The ids of all bookings of a club that the filters find, by start. Null when they are more than one act changes.
 * @throws AppError invalid_input for a period that cannot be listed, not_found, forbidden, unauthenticated
 */
export async function chooseBookings(
  ctx: Context,
  clubIdOrSlug: string,
  filters: BookingFilters,
): Promise<string[] | null> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, 'seePlanner');
  const rows = await db().execute(sql`
    select r.id from reservations r where ${bookingsWhere(ctx, club, filters)}
    order by r.starts_at, r.court_id, r.id limit ${MOST_CHOSEN + 1}`);
  const ids = idsSchema.parse([...rows]).map(({ id }) => id);
  return ids.length > MOST_CHOSEN ? null : ids;
}
