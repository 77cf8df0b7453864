import { eq, sql } from 'drizzle-orm';
import type { Tx } from '@/db';
import { courts } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import { type Court, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { recordChange } from '@/lib/records/audit';
import { type ChangedCourts, changeCourts } from './change-courts';
import { assertNameIsFree, type CourtFacts } from './court-facts';

/** Retired ones count too, since their bookings still name them. */
const MOST_COURTS = 200;

/**
 * Adds a court to a club, behind its others. It is sold at once where hours and prices fit it.
 * @throws AppError invalid_input for a name that another court has, conflict for a court too many, not_found,
 *   forbidden, unauthenticated
 */
export async function addCourt(
  ctx: Context,
  clubIdOrSlug: string,
  facts: CourtFacts,
): Promise<ChangedCourts<Court>> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, 'changeCourts');
  return changeCourts(ctx, club.id, (tx) => insert(tx, ctx, club.id, facts));
}

async function insert(tx: Tx, ctx: Context, clubId: number, facts: CourtFacts): Promise<Court> {
  await assertNameIsFree(tx, clubId, facts.name, null);
  if ((await tx.$count(courts, eq(courts.clubId, clubId))) >= MOST_COURTS)
    throw new AppError('conflict', `A club has at most ${MOST_COURTS} courts.`);
  const position = sql`(select coalesce(max(position), 0) + 1 from courts where club_id = ${clubId})`;
  const [court] = await tx
    .insert(courts)
    .values({ ...facts, clubId, position, staffChangedAt: sql`now()` })
    .returning();
  if (!court) throw new Error('an insert always answers its row');
  await recordChange(tx, ctx, {
    entity: 'court',
    entityId: court.id,
    from: null,
    to: 'active',
    asStaff: true,
    detail: { after: facts },
  });
  return court;
}
