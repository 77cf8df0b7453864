import { asc } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { clubs, LISTED } from '@/db/schema';
import { paging } from '@/lib/web/paging';
import { type Club, clubsIn, listedOf, readOverview } from './catalogue';

export const listClubsSchema = z.object({
  city: z.string().trim().min(1).max(80).optional(),
  ...paging,
});

/** Clubs by name, or those of one city, without regard to case and accents. */
export async function listClubs({
  city,
  page,
  pageSize,
}: z.output<typeof listClubsSchema>): Promise<{ results: readonly Club[]; count: number }> {
  const from = (page - 1) * pageSize;
  if (city !== undefined) {
    const inCity = await clubsIn(city);
    return { results: inCity.slice(from, from + pageSize), count: inCity.length };
  }
  const [rows, { clubs: count }] = await Promise.all([
    db()
      .select({ id: clubs.id })
      .from(clubs)
      .where(LISTED)
      .orderBy(asc(clubs.name), asc(clubs.id))
      .limit(pageSize)
      .offset(from),
    readOverview(),
  ]);
  return { results: await listedOf(rows.map(({ id }) => id)), count };
}
