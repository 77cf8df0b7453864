import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { clubs, staffInvitations, users } from '@/db/schema';
import { invitationToken } from '@/lib/auth/invitation-token';
import { notFound } from '@/lib/core/errors';
import { formatMoment } from '@/lib/core/i18n/format';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { siteUrl } from '@/lib/core/i18n/site-url';
import { oneLine } from '@/lib/core/input/kept-text';
import { type InvitationFacts, type Notice, readerOf } from '@/lib/notices/notice-facts';

/** Who invites the first owner of a club that nobody decided on. */
const PISTA = 'Pista';

/**
 * Reads the facts of an invitation, whose mailbox may have no account.
 * @throws AppError not_found
 */
export async function readInvitation({ objectId, locale }: Pick<Notice, 'objectId' | 'locale'>) {
  const [row] = await db()
    .select({ invitation: staffInvitations, club: clubs, inviterName: users.name })
    .from(staffInvitations)
    .innerJoin(clubs, eq(clubs.id, staffInvitations.clubId))
    .leftJoin(users, eq(users.id, staffInvitations.invitedBy))
    .where(eq(staffInvitations.id, objectId));
  if (!row) throw notFound('invitation');
  const { invitation, club, inviterName } = row;
  const [user = null] = await db().select().from(users).where(eq(users.email, invitation.email));
  const { id, role, expiresAt, acceptedAt, revokedAt } = invitation;
  const inviter = invitation.invitedBy === null ? PISTA : (inviterName ?? club.name);
  const facts: InvitationFacts = {
    clubName: oneLine(club.name),
    inviterName: oneLine(inviter),
    role,
    until: formatMoment(expiresAt.getTime(), locale, club.timeZone),
    acceptUrl: siteUrl(sitePaths.invitation(invitationToken(id)), locale).href,
  };
  const isOpen = !acceptedAt && !revokedAt && !club.deletedAt && expiresAt > new Date();
  const reader = readerOf(user) ?? { email: invitation.email, mailboxDead: false };
  return { facts, isOpen, reader };
}
