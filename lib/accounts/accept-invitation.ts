import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { type Tx, transaction } from '@/db';
import { staffInvitations, staffRoles } from '@/db/schema';
import { hashInvitationToken } from '@/lib/auth/invitation-token';
import { requireSelf } from '@/lib/auth/permissions';
import type { Context, StaffRole } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { recordChange, signTransaction } from '@/lib/records/audit';
import { stateOf } from './get-invitation';
import { forgetRights } from './forget-rights';

export const acceptInvitationSchema = z.strictObject({ token: z.string().max(200) });

/**
 * Takes the role that the signed-in person was invited to. A player's session ends with it, since staff have shorter
 * ones.
 * @throws AppError `unauthenticated`, `not_found`, `forbidden` for an invitation to another mailbox, `conflict` for one
 *   that was used, withdrawn or has expired, and for somebody who works there already
 */
export async function acceptInvitation(
  ctx: Context,
  { token }: z.output<typeof acceptInvitationSchema>,
): Promise<{ clubId: number; role: StaffRole }> {
  const { userId, email } = requireSelf(ctx);
  return transaction(async (tx, after) => {
    const invitation = await lock(tx, token);
    if (invitation.email !== email)
      throw new AppError('forbidden', `This invitation is for ${invitation.email}.`);
    if (stateOf(invitation, ctx.now) !== 'open')
      throw new AppError('conflict', 'This invitation was used or has expired.');
    const { id, clubId, role, invitedBy } = invitation;
    await signTransaction(tx, ctx);
    const [taken] = await tx
      .insert(staffRoles)
      .values({ clubId, userId, role, grantedBy: invitedBy })
      .onConflictDoNothing()
      .returning({ id: staffRoles.id });
    if (!taken) throw new AppError('conflict', 'You work at this club already.');
    await tx
      .update(staffInvitations)
      .set({ acceptedAt: ctx.now, acceptedBy: userId })
      .where(eq(staffInvitations.id, id));
    await recordChange(tx, ctx, { entity: 'invitation', entityId: id, from: 'open', to: 'accepted' });
    await forgetRights(tx, after, userId);
    return { clubId, role };
  });
}

async function lock(tx: Tx, token: string): Promise<typeof staffInvitations.$inferSelect> {
  const [invitation] = await tx
    .select()
    .from(staffInvitations)
    .where(eq(staffInvitations.tokenHash, hashInvitationToken(token)))
    .for('update');
  if (!invitation) throw notFound('invitation');
  return invitation;
}
