import { eq } from 'drizzle-orm';
import type { Tx } from '@/db';
import { changeOrPreview } from '@/db/change-or-preview';
import { clubRequests, clubs } from '@/db/schema';
import { requireOperator } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { requireStepUp } from '@/lib/factors/step-up';
import { writeMailboxNotice } from '@/lib/notices/write-mailbox-notice';
import { recordChange } from '@/lib/records/audit';
import type { ClubRequest } from './ask-for-club';
import { takeInClub } from './take-in-club';

/**
 * Takes in a club that was asked for, as an operator. Its mailbox is invited as the owner.
 * @throws AppError `forbidden`, also with `reason` `step_up`; `not_found`; `conflict` when it was taken in already
 */
export async function approveClub(ctx: Context, id: number): Promise<{ id: number; state: 'approved' }> {
  const { userId } = requireOperator(ctx);
  await requireStepUp(ctx);
  return changeOrPreview(ctx, async (tx, after) => {
    await takeInClub(tx, after, ctx, await lockRequest(tx, id), userId);
    return { id, state: 'approved' };
  });
}

/**
 * Refuses a club that was asked for, as an operator. Its mailbox is told so, and nothing else of it is kept.
 * @throws AppError as `approveClub`
 */
export async function refuseClub(ctx: Context, id: number): Promise<void> {
  requireOperator(ctx);
  await changeOrPreview(ctx, async (tx, after) => {
    const { name: clubName, email, locale } = await lockRequest(tx, id);
    await tx.delete(clubRequests).where(eq(clubRequests.id, id));
    await recordChange(tx, ctx, {
      entity: 'club',
      entityId: id,
      from: 'asked',
      to: 'refused',
      asStaff: true,
    });
    const about = { kind: 'club_refused', objectId: String(id), detail: { clubName } } as const;
    await writeMailboxNotice(tx, after, { ...about, email, locale });
  });
}

async function lockRequest(tx: Tx, id: number): Promise<ClubRequest> {
  const [request] = await tx.select().from(clubRequests).where(eq(clubRequests.id, id)).for('update');
  if (request) return request;
  if ((await tx.$count(clubs, eq(clubs.id, id))) === 0) throw notFound('request for a club');
  throw new AppError('conflict', 'This club was taken in already.');
}
