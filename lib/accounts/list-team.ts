import { and, asc, eq, gt, isNull, type SQL, sql } from 'drizzle-orm';
import { db } from '@/db';
import { staffInvitations, staffRoles, users } from '@/db/schema';
import { requireMay } from '@/lib/auth/permissions';
import type { Context, StaffRole } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import type { Invitation } from './invite-staff';
import { IS_UNANSWERED } from './withdraw-invitations';

export type Member = {
  id: string;
  userId: string;
  email: string;
  name: string | null;
  role: StaffRole;
  /** The last sign-in, act or use of a key of their own, as far as is known. */
  lastSeenAt: Date | null;
};

/**
 * Who works at a club, first come first, and its open invitations.
 * @throws AppError `not_found`, `forbidden` below owner
 */
export async function listTeam(
  ctx: Context,
  clubId: number,
): Promise<{ members: Member[]; invitations: Invitation[] }> {
  requireMay(ctx, clubId, 'team');
  const { id, email, role, createdAt, expiresAt } = staffInvitations;
  const invitations = await db()
    .select({ id, email, role, createdAt, expiresAt })
    .from(staffInvitations)
    .where(and(eq(staffInvitations.clubId, clubId), IS_UNANSWERED, gt(staffInvitations.expiresAt, ctx.now)))
    .orderBy(asc(createdAt), asc(id));
  return { members: await listMembers(eq(staffRoles.clubId, clubId)), invitations };
}

/**
 * One member of a club's team.
 * @throws AppError `not_found`, `forbidden` below owner
 */
export async function getMember(ctx: Context, id: string): Promise<Member> {
  const [role] = await db().select().from(staffRoles).where(eq(staffRoles.id, id));
  if (!role) throw notFound('member of the team');
  requireMay(ctx, role.clubId, 'team', 'member of the team');
  const [member] = await listMembers(eq(staffRoles.id, id));
  if (!member) throw notFound('member of the team');
  return member;
}

const lastAct = sql`(select max(a.at) from unnest(array['user:' || ${users.id}, 'staff:' || ${users.id}]) who,
  lateral (select at from audit where actor = who order by audit.id desc limit 1) a)`;
const lastKeyUse = sql`(select max(last_used_at) from api_tokens where user_id = ${users.id} and club_id is null)`;

async function listMembers(which: SQL): Promise<Member[]> {
  return db()
    .select({
      id: staffRoles.id,
      userId: users.id,
      email: users.email,
      name: users.name,
      role: staffRoles.role,
      lastSeenAt: sql<Date | null>`greatest(${users.lastSignInAt}, ${lastAct}, ${lastKeyUse})`.mapWith(
        staffRoles.createdAt,
      ),
    })
    .from(staffRoles)
    .innerJoin(users, eq(users.id, staffRoles.userId))
    .where(and(which, isNull(staffRoles.revokedAt)))
    .orderBy(asc(staffRoles.createdAt), asc(staffRoles.id));
}
