import { and, asc, gte, lt, max } from 'drizzle-orm';
import { db } from '@/db';
import { clubs, LISTED } from '@/db/schema';

/** A club's slug and when it last changed. */
export type ListedSlug = Pick<typeof clubs.$inferSelect, 'slug' | 'updatedAt'>;

/** The listed clubs whose ids are in a half-open range, by id. */
export const listListedSlugs = (from: number, until: number): Promise<ListedSlug[]> =>
  db()
    .select({ slug: clubs.slug, updatedAt: clubs.updatedAt })
    .from(clubs)
    .where(and(gte(clubs.id, from), lt(clubs.id, until), LISTED))
    .orderBy(asc(clubs.id));

/** The highest id of a club, 0 without any. */
export async function highestClubId(): Promise<number> {
  const [row] = await db()
    .select({ id: max(clubs.id) })
    .from(clubs);
  return row?.id ?? 0;
}
