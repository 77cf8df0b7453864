import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { db, type Tx } from '@/db';
import { courts } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import type { Court } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { recordChange } from '@/lib/records/audit';
import { lastChange } from '@/lib/records/last-change';
import { type ChangedCourts, changeCourts } from './change-courts';
import { assertNameIsFree, courtFactsSchema } from './court-facts';

export const changeCourtSchema = courtFactsSchema.partial().extend({
  courtId: z.int().positive(),
  /** The one of the court that was read. */
  revision: z.int().min(0),
  /** Null puts a court back on sale that is retired, or will be. */
  retiresOn: z.null().optional(),
});
type ChangeCourt = z.output<typeof changeCourtSchema>;

/**
 * Changes what is said of a court, and may put a retired one back on sale. What is booked of it stays as it is.
 * @throws AppError conflict when somebody changed it since (with `current`), invalid_input for a name that another court
 *   has, not_found also for one that was closed otherwise, forbidden, unauthenticated
 */
export async function changeCourt(ctx: Context, wanted: ChangeCourt): Promise<ChangedCourts<Court>> {
  const { clubId } = await findCourt(ctx, wanted.courtId);
  return changeCourts(ctx, clubId, (tx) => write(tx, ctx, wanted));
}

/**
 * A court of a club whose courts the actor may change, retired ones too.
 * @throws AppError not_found, forbidden, unauthenticated
 */
export async function findCourt(ctx: Context, courtId: number): Promise<Court> {
  const [court] = await db().select().from(courts).where(eq(courts.id, courtId));
  if (!court) throw notFound('court');
  requireMay(ctx, court.clubId, 'changeCourts', 'court');
  return court;
}

async function write(tx: Tx, ctx: Context, { courtId, revision, ...wanted }: ChangeCourt): Promise<Court> {
  const before = await lockSeen(tx, courtId, revision);
  const isRetired = before.deactivatedAt !== null;
  if (isRetired && (before.retiresOn === null || wanted.retiresOn === undefined)) throw notFound('court');
  await assertNameIsFree(tx, before.clubId, wanted.name ?? before.name, courtId);
  const [after] = await tx
    .update(courts)
    .set({
      ...wanted,
      ...(wanted.retiresOn === null && { deactivatedAt: null }),
      revision: revision + 1,
      staffChangedAt: sql`now()`,
    })
    .where(eq(courts.id, courtId))
    .returning();
  if (!after) throw new Error('a locked row is there');
  const keys = Object.keys(wanted);
  await recordChange(tx, ctx, {
    entity: 'court',
    entityId: courtId,
    from: isRetired ? 'inactive' : null,
    to: isRetired ? 'active' : 'changed',
    asStaff: true,
    detail: { before: pick(before, keys), after: pick(after, keys) },
  });
  return after;
}

/**
 * Locks a court as it was seen.
 * @throws AppError conflict when somebody changed it since, with what it is now
 */
async function lockSeen(tx: Tx, courtId: number, revision: number): Promise<Court> {
  const [court] = await tx.select().from(courts).where(eq(courts.id, courtId)).for('no key update');
  if (!court) throw notFound('court');
  if (court.revision !== revision) throw await staleCourt(tx, court);
  return court;
}

async function staleCourt(tx: Tx, court: Court): Promise<AppError> {
  const { id, name, sport, indoor, surface, format, revision } = court;
  return new AppError('conflict', 'Somebody else changed this court: look at what it says now.', {
    details: {
      current: { id, name, sport, indoor, surface, format, revision, retires_on: court.retiresOn },
      ...(await lastChange(tx, { entity: 'court', entityId: String(court.id) })),
    },
  });
}

const pick = (row: object, keys: readonly string[]) =>
  Object.fromEntries(Object.entries(row).filter(([key]) => keys.includes(key)));
