import { and, eq, gt, isNull, lte } from 'drizzle-orm';
import { z } from 'zod';
import { type Tx, transaction } from '@/db';
import { clubs, STAFF_ROLES, staffInvitations, staffRoles, users } from '@/db/schema';
import { requireActor, requireMay } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { emailAddress } from '@/lib/core/input/email-address';
import { requireStepUp } from '@/lib/factors/step-up';
import { limitRate } from '@/lib/services/redis/rate-limit';
import { IS_UNANSWERED } from './withdraw-invitations';
import { writeInvitation } from './write-invitation';

const MAX_OPEN = 10;

export const inviteStaffSchema = z.strictObject({
  clubId: z.int(),
  email: emailAddress,
  role: z.enum(STAFF_ROLES),
});
type InviteStaff = z.output<typeof inviteStaffSchema>;

export type Invitation = Pick<
  typeof staffInvitations.$inferSelect,
  'id' | 'email' | 'role' | 'createdAt' | 'expiresAt'
>;

/**
 * Offers a role at a club to a mailbox, for seven days. The mail holds the link that accepts it.
 * @throws AppError `not_found`, `forbidden` below owner or with `reason` `step_up`, `conflict` for oneself, for staff
 *   of the club, for a mailbox with an open invitation, and at ten open ones; `rate_limited` at fifty mails an hour
 */
export async function inviteStaff(ctx: Context, wanted: InviteStaff): Promise<Invitation> {
  requireMay(ctx, wanted.clubId, 'team');
  const inviter = requireActor(ctx);
  await requireStepUp(ctx);
  if (wanted.email === inviter.email) throw unfit('You cannot invite yourself.', 'is your own');
  await limitRate('mailsFrom', `club:${wanted.clubId}`);
  return transaction(async (tx, after) => {
    await lockClub(tx, wanted.clubId);
    await refuseStaff(tx, wanted);
    await makeRoom(tx, ctx, wanted);
    return writeInvitation(tx, after, ctx, { ...wanted, invitedBy: inviter.userId });
  });
}

const unfit = (message: string, why: string) =>
  new AppError('conflict', message, { fields: { email: [why] } });

/** Invitations of a club are written one after another, so that they can be counted. */
async function lockClub(tx: Tx, clubId: number): Promise<void> {
  const open = and(eq(clubs.id, clubId), isNull(clubs.deletedAt));
  const [club] = await tx.select({ id: clubs.id }).from(clubs).where(open).for('no key update');
  if (!club) throw notFound('club');
}

async function refuseStaff(tx: Tx, { clubId, email }: InviteStaff): Promise<void> {
  const [known] = await tx
    .select({ id: staffRoles.id })
    .from(staffRoles)
    .innerJoin(users, eq(users.id, staffRoles.userId))
    .where(and(eq(staffRoles.clubId, clubId), eq(users.email, email), isNull(staffRoles.revokedAt)));
  if (known) throw unfit('This person works at the club already.', 'works here already');
}

/** Ends the mailbox's expired invitation, since only one may be open. */
async function makeRoom(tx: Tx, ctx: Context, { clubId, email }: InviteStaff): Promise<void> {
  const unanswered = and(eq(staffInvitations.clubId, clubId), IS_UNANSWERED);
  const expired = and(
    unanswered,
    eq(staffInvitations.email, email),
    lte(staffInvitations.expiresAt, ctx.now),
  );
  await tx.update(staffInvitations).set({ revokedAt: ctx.now }).where(expired);
  const open = await tx
    .select({ email: staffInvitations.email })
    .from(staffInvitations)
    .where(and(unanswered, gt(staffInvitations.expiresAt, ctx.now)));
  if (open.some((invitation) => invitation.email === email))
    throw unfit('This mailbox has an open invitation already.', 'has an open invitation');
  if (open.length >= MAX_OPEN)
    throw new AppError('conflict', `Withdraw an invitation first: ${MAX_OPEN} are open.`);
}
