import { and, eq, isNull, type SQL } from 'drizzle-orm';
import type { Tx } from '@/db';
import { staffInvitations } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { recordChange } from '@/lib/records/audit';

/** Nobody accepted or withdrew it. It may have expired. */
export const IS_UNANSWERED = and(isNull(staffInvitations.acceptedAt), isNull(staffInvitations.revokedAt));

/** Ends the open invitations that somebody wrote, at one club or at all, since they may not invite any more. */
export async function withdrawInvitations(
  tx: Tx,
  ctx: Context,
  { userId, clubId }: { userId: string; clubId?: number },
): Promise<void> {
  const ofClub = clubId === undefined ? undefined : eq(staffInvitations.clubId, clubId);
  await withdrawWhere(tx, ctx, and(eq(staffInvitations.invitedBy, userId), ofClub));
}

/** Ends the unanswered invitations among some. Returns how many there were. */
export async function withdrawWhere(tx: Tx, ctx: Context, among: SQL | undefined): Promise<number> {
  const ended = await tx
    .update(staffInvitations)
    .set({ revokedAt: ctx.now })
    .where(and(among, IS_UNANSWERED))
    .returning({ id: staffInvitations.id });
  const change = { entity: 'invitation', from: 'open', to: 'withdrawn', asStaff: true } as const;
  await recordChange(tx, ctx, ...ended.map(({ id }) => ({ ...change, entityId: id })));
  return ended.length;
}
