import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import { courts } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import { getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { recordChange } from '@/lib/records/audit';
import { type ChangedCourts, changeCourts } from './change-courts';

export const orderCourtsSchema = z.strictObject({
  /** Every court that the club sells, in the new order. */
  courtIds: z.array(z.int().positive()).min(1).max(200),
});

/** More than any position, so that no row meets another's old one. */
const APART = 10_000;

/**
 * Puts the courts of a club in another order. Retired ones come after them.
 * @throws AppError invalid_input unless exactly all courts on sale are named, not_found, forbidden, unauthenticated
 */
export async function orderCourts(
  ctx: Context,
  clubIdOrSlug: string,
  { courtIds }: z.output<typeof orderCourtsSchema>,
): Promise<ChangedCourts<readonly number[]>> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, 'changeCourts');
  return changeCourts(ctx, club.id, (tx) => write(tx, ctx, club.id, courtIds));
}

async function write(
  tx: Tx,
  ctx: Context,
  clubId: number,
  courtIds: readonly number[],
): Promise<readonly number[]> {
  const all = await tx
    .select({ id: courts.id, deactivatedAt: courts.deactivatedAt })
    .from(courts)
    .where(eq(courts.clubId, clubId))
    .orderBy(courts.position);
  const sold = all.flatMap(({ id, deactivatedAt }) => (deactivatedAt === null ? id : []));
  assertExactly(sold, courtIds);
  const retired = all.flatMap(({ id, deactivatedAt }) => (deactivatedAt === null ? [] : id));
  await place(tx, clubId, [...courtIds, ...retired]);
  await recordChange(tx, ctx, {
    entity: 'club',
    entityId: clubId,
    from: null,
    to: 'courts_ordered',
    asStaff: true,
    detail: { before: sold, after: courtIds },
  });
  return courtIds;
}

function assertExactly(sold: readonly number[], named: readonly number[]): void {
  const same = new Set(named);
  if (same.size === named.length && sold.length === named.length && sold.every((id) => same.has(id))) return;
  throw new AppError('invalid_input', 'Name every court on sale, each once.', {
    fields: { court_ids: ['must be exactly the courts on sale'] },
  });
}

async function place(tx: Tx, clubId: number, courtIds: readonly number[]): Promise<void> {
  await tx
    .update(courts)
    .set({ position: sql`${courts.position} + ${APART}` })
    .where(eq(courts.clubId, clubId));
  await tx.execute(sql`update courts set position = ordered.position
    from unnest(${sql.param([...courtIds])}::int[]) with ordinality as ordered(id, position)
    where courts.id = ordered.id`);
}
