import { z } from 'zod';
import { paging } from '@/lib/web/paging';
import { type Club, catalogue } from './catalogue';
import { clubsIn } from './places';

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
  const { clubs } = await catalogue();
  const wanted = city === undefined ? clubs : clubsIn(clubs, city);
  return { results: wanted.slice((page - 1) * pageSize, page * pageSize), count: wanted.length };
}
