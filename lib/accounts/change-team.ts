import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { db, type Tx, transaction } from '@/db';
import type { After } from '@/db/after-commit';
import { STAFF_ROLES, staffInvitations, staffRoles } from '@/db/schema';
import { requireActor, requireMay, requireSelf } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { requireStepUp } from '@/lib/factors/step-up';
import { signTransaction } from '@/lib/records/audit';
import { endLostKeys } from './club-keys/end-lost-keys';
import { forgetRights } from './forget-rights';
import { keepAnOwner } from './keep-an-owner';
import { withdrawInvitations, withdrawWhere } from './withdraw-invitations';

type Role = typeof staffRoles.$inferSelect;

export const changeStaffRoleSchema = z.strictObject({ id: z.uuid(), role: z.enum(STAFF_ROLES) });

/**
 * Gives a member of staff another role.
 * @throws AppError `not_found`, `forbidden` below owner, for one's own role or with `reason` `step_up`, `conflict` for
 *   the last owner
 */
export async function changeStaffRole(
  ctx: Context,
  { id, role }: z.output<typeof changeStaffRoleSchema>,
): Promise<void> {
  const member = await findMember(id);
  if (!member) throw noMember();
  await requireOthers(ctx, member);
  const grantedBy = requireActor(ctx).userId;
  await changeRole(ctx, member, { role, grantedBy }, async (tx) => {
    if (role !== 'owner') await withdrawInvitations(tx, ctx, member);
  });
}

export const removeFromTeamSchema = z.strictObject({ id: z.uuid() });

/**
 * Takes a member's role away, or withdraws an open invitation.
 * @throws AppError as `changeStaffRole`
 */
export async function removeFromTeam(
  ctx: Context,
  { id }: z.output<typeof removeFromTeamSchema>,
): Promise<void> {
  const member = await findMember(id);
  if (!member) return withdrawInvitation(ctx, id);
  await requireOthers(ctx, member);
  await endRole(ctx, member);
}

export const leaveClubSchema = z.strictObject({ clubId: z.coerce.number().int() });

/**
 * Gives up one's own role at a club.
 * @throws AppError `unauthenticated`, `not_found` without a role there, `forbidden` with `reason` `step_up`,
 *   `conflict` for the last owner
 */
export async function leaveClub(ctx: Context, { clubId }: z.output<typeof leaveClubSchema>): Promise<void> {
  const { userId } = requireSelf(ctx);
  const [own] = await db()
    .select()
    .from(staffRoles)
    .where(and(eq(staffRoles.clubId, clubId), eq(staffRoles.userId, userId), isNull(staffRoles.revokedAt)));
  if (!own) throw notFound('club');
  await requireStepUp(ctx);
  await endRole(ctx, own);
}

async function findMember(id: string): Promise<Role | undefined> {
  const [role] = await db()
    .select()
    .from(staffRoles)
    .where(and(eq(staffRoles.id, id), isNull(staffRoles.revokedAt)));
  return role;
}

const noMember = () => notFound('member of the team');

async function requireOthers(ctx: Context, { clubId, userId }: Role): Promise<void> {
  requireMay(ctx, clubId, 'team', 'member of the team');
  if (userId === requireActor(ctx).userId)
    throw new AppError('forbidden', 'Nobody changes their own role: ask another owner.');
  await requireStepUp(ctx);
}

const endRole = (ctx: Context, role: Role): Promise<void> =>
  changeRole(ctx, role, { revokedAt: ctx.now }, (tx) => withdrawInvitations(tx, ctx, role));

async function changeRole(
  ctx: Context,
  { id, userId }: Role,
  change: Partial<Pick<Role, 'role' | 'grantedBy' | 'revokedAt'>>,
  also: (tx: Tx, after: After) => Promise<void>,
): Promise<void> {
  await transaction(async (tx, after) => {
    await signTransaction(tx, ctx, true);
    const living = and(eq(staffRoles.id, id), isNull(staffRoles.revokedAt));
    const changed = await tx.update(staffRoles).set(change).where(living).returning({ id: staffRoles.id });
    if (changed.length === 0) throw noMember();
    await keepAnOwner(tx);
    await also(tx, after);
    await endLostKeys(tx, after, ctx, userId);
    await forgetRights(tx, after, userId);
  });
}

async function withdrawInvitation(ctx: Context, id: string): Promise<void> {
  const [invitation] = await db().select().from(staffInvitations).where(eq(staffInvitations.id, id));
  if (!invitation) throw noMember();
  requireMay(ctx, invitation.clubId, 'team', 'member of the team');
  await requireStepUp(ctx);
  await transaction(async (tx) => {
    if ((await withdrawWhere(tx, ctx, eq(staffInvitations.id, id))) === 0) throw noMember();
  });
}
