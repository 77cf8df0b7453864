import { and, eq, isNull, sql } from 'drizzle-orm';
import { changeOrPreview } from '@/db/change-or-preview';
import { clubs } from '@/db/schema';
import { requireMay, type Verb } from '@/lib/auth/permissions';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import { startClubChange } from '@/lib/clubs/start-club-change';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { recordChange } from '@/lib/records/audit';
import { type SaleState, saleStateOf } from './sale-state';
import { NEEDED_STEPS, stepsDone } from './set-up-steps';

export type ChangedSales = {
  club: Club;
  state: SaleState;
  /** Null when nothing changed, and in a preview. */
  operationId: string | null;
};

/**
 * Puts a club on sale for the first time, as its owner. A club that was published stays as it is.
 * @throws AppError `conflict` with the steps that are `missing`; `not_found`, `forbidden`, `unauthenticated`
 */
export const publishClub = (ctx: Context, clubIdOrSlug: string): Promise<ChangedSales> =>
  changeSales(ctx, clubIdOrSlug, 'publish', (club) => {
    if (club.publishedAt !== null) return null;
    const done = stepsDone(club, ctx.now.getTime());
    const missing = NEEDED_STEPS.filter((step) => !done.includes(step));
    if (missing.length > 0)
      throw new AppError('conflict', 'The club cannot be published yet.', { details: { missing } });
    return { publishedAt: ctx.now };
  });

/**
 * Stops online sales of a club, as a manager. What is held or booked stays, and the desk still books.
 * @throws AppError `conflict` before it is published; `not_found`, `forbidden`, `unauthenticated`
 */
export const pauseSales = (ctx: Context, clubIdOrSlug: string): Promise<ChangedSales> =>
  changeSales(ctx, clubIdOrSlug, 'pauseSales', (club) => {
    refuseUnpublished(club);
    return club.salesPausedAt === null ? { salesPausedAt: ctx.now } : null;
  });

/**
 * Sells online again, as a manager.
 * @throws AppError as `pauseSales`
 */
export const resumeSales = (ctx: Context, clubIdOrSlug: string): Promise<ChangedSales> =>
  changeSales(ctx, clubIdOrSlug, 'pauseSales', (club) => {
    refuseUnpublished(club);
    return club.salesPausedAt === null ? null : { salesPausedAt: null };
  });

function refuseUnpublished({ publishedAt }: Sales): void {
  if (publishedAt === null) throw new AppError('conflict', 'The club is not published yet.');
}

type Sales = Pick<Club, 'publishedAt' | 'salesPausedAt'>;

/** @param decide the columns that change, or null when it is so already */
async function changeSales(
  ctx: Context,
  clubIdOrSlug: string,
  verb: Verb,
  decide: (club: Club) => Partial<Sales> | null,
): Promise<ChangedSales> {
  const club = await getClub(clubIdOrSlug);
  requireMay(ctx, club.id, verb);
  const written = await changeOrPreview(ctx, async (tx, after) => {
    const open = and(eq(clubs.id, club.id), isNull(clubs.deletedAt));
    const [row] = await tx.select().from(clubs).where(open).for('update');
    if (!row) throw notFound('club');
    const changes = decide({ ...club, ...row });
    const changed = { ...row, ...changes };
    if (changes === null) return { state: saleStateOf(row), operationId: null };
    await tx
      .update(clubs)
      .set({ ...changes, updatedAt: sql`now()` })
      .where(eq(clubs.id, club.id));
    await recordChange(tx, ctx, {
      entity: 'club',
      entityId: club.id,
      from: saleStateOf(row),
      to: saleStateOf(changed),
      asStaff: true,
    });
    return { state: saleStateOf(changed), operationId: await startClubChange(tx, after, ctx, club.id) };
  });
  return ctx.preview ? { ...written, club, operationId: null } : { ...written, club: await getClub(club.id) };
}
