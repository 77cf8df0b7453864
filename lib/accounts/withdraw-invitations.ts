import { and, eq, isNull } from 'drizzle-orm';
import type { Tx } from '@/db';
import { staffInvitations } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { recordChange } from '@/lib/records/audit';

/** Ends the open invitations that somebody wrote, at one club or at all, since they may not invite any more. */
export async function withdrawInvitations(
  tx: Tx,
  ctx: Context,
  { userId, clubId }: { userId: string; clubId?: number },
): Promise<void> {
  const ended = await tx
    .update(staffInvitations)
    .set({ revokedAt: ctx.now })
    .where(
      and(
        eq(staffInvitations.invitedBy, userId),
        clubId === undefined ? undefined : eq(staffInvitations.clubId, clubId),
        isNull(staffInvitations.acceptedAt),
        isNull(staffInvitations.revokedAt),
      ),
    )
    .returning({ id: staffInvitations.id });
  const change = { entity: 'invitation', from: 'open', to: 'withdrawn', asStaff: true } as const;
  await recordChange(tx, ctx, ...ended.map(({ id }) => ({ ...change, entityId: id })));
}
