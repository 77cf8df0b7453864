import { and, desc, eq, isNotNull } from 'drizzle-orm';
import { db } from '@/db';
import { courts } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import { type Club, type Court, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';

/** The courts of a club for its staff: those on sale in their order, and those it retired, the last one first. */
export type ClubCourts = { club: Club; onSale: readonly Court[]; retired: readonly Court[] };

/** @throws AppError not_found, forbidden, unauthenticated */
export async function listCourts(ctx: Context, clubIdOrSlug: string): Promise<ClubCourts> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, 'seeSetUp');
  const retired = await db()
    .select()
    .from(courts)
    .where(and(eq(courts.clubId, club.id), isNotNull(courts.deactivatedAt), isNotNull(courts.retiresOn)))
    .orderBy(desc(courts.deactivatedAt), desc(courts.id));
  return { club, onSale: club.courts, retired };
}
