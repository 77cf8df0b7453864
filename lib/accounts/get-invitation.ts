import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { clubs, staffInvitations } from '@/db/schema';
import { hashInvitationToken } from '@/lib/auth/invitation-token';
import type { Context, StaffRole } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';

type InvitationState = 'open' | 'accepted' | 'withdrawn' | 'expired';
type Row = Pick<typeof staffInvitations.$inferSelect, 'acceptedAt' | 'revokedAt' | 'expiresAt'>;

/** What has become of an invitation. */
export function stateOf({ acceptedAt, revokedAt, expiresAt }: Row, now: Date): InvitationState {
  if (acceptedAt) return 'accepted';
  if (revokedAt) return 'withdrawn';
  return expiresAt > now ? 'open' : 'expired';
}

export type FoundInvitation = {
  clubName: string;
  role: StaffRole;
  email: string;
  expiresAt: Date;
  timeZone: string;
  state: InvitationState;
};

/**
 * The invitation of a link, for whoever has the link.
 * @throws AppError `not_found`
 */
export async function getInvitation(ctx: Context, token: string): Promise<FoundInvitation> {
  const [row] = await db()
    .select({ invitation: staffInvitations, clubName: clubs.name, timeZone: clubs.timeZone })
    .from(staffInvitations)
    .innerJoin(clubs, eq(clubs.id, staffInvitations.clubId))
    .where(eq(staffInvitations.tokenHash, hashInvitationToken(token)));
  if (!row) throw notFound('invitation');
  const { role, email, expiresAt } = row.invitation;
  const { clubName, timeZone } = row;
  return { clubName, timeZone, role, email, expiresAt, state: stateOf(row.invitation, ctx.now) };
}
