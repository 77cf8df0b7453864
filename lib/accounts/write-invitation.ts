import { v7 } from 'uuid';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { staffInvitations } from '@/db/schema';
import { hashInvitationToken, invitationToken } from '@/lib/auth/invitation-token';
import type { Context, StaffRole } from '@/lib/core/context';
import { writeMailboxNotice } from '@/lib/notices/write-mailbox-notice';
import { recordChange } from '@/lib/records/audit';

const WEEK_MS = 7 * 86_400_000;

type Wanted = {
  clubId: number;
  email: string;
  role: StaffRole;
  /** Null for the first owner of a club that Pista took in by itself. */
  invitedBy: string | null;
};

/** Writes an invitation for seven days and its mail, in the context's language unless the mailbox has an account. */
export async function writeInvitation(
  tx: Tx,
  after: After,
  ctx: Context,
  { clubId, email, role, invitedBy }: Wanted,
): Promise<typeof staffInvitations.$inferSelect> {
  const id = v7();
  const [invitation] = await tx
    .insert(staffInvitations)
    .values({
      id,
      clubId,
      email,
      role,
      invitedBy,
      tokenHash: hashInvitationToken(invitationToken(id)),
      createdAt: ctx.now,
      expiresAt: new Date(ctx.now.getTime() + WEEK_MS),
    })
    .returning();
  if (!invitation) throw new Error('an insert always answers its row');
  await recordChange(tx, ctx, {
    entity: 'invitation',
    entityId: id,
    from: null,
    to: 'open',
    asStaff: true,
    detail: { club: clubId, as: role },
  });
  await writeMailboxNotice(tx, after, { kind: 'staff_invited', objectId: id, email, locale: ctx.locale });
  return invitation;
}
