import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { requireMay } from '@/lib/auth/permissions';
import { getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { type BookingFilters, bookingsWhere } from './bookings-where';

const countsSchema = z.tuple([z.object({ counts: z.array(z.int()) })]);

/**
 * How many bookings of a club each of these filters finds, in their order.
 * @throws AppError invalid_input for a period that cannot be listed, not_found, forbidden, unauthenticated
 */
export async function countBookings(
  ctx: Context,
  clubIdOrSlug: string,
  each: readonly BookingFilters[],
): Promise<number[]> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, 'seePlanner');
  const counts = each.map(
    (filters) => sql`(select count(*)::int from reservations r where ${bookingsWhere(ctx, club, filters)})`,
  );
  const rows = await db().execute(sql`select array[${sql.join(counts, sql`, `)}]::int[] as counts`);
  return countsSchema.parse([...rows])[0].counts;
}
