import { sql } from 'drizzle-orm';
import { check, integer, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { clubs } from './clubs';
import { createdAt, instant, listed, publicId } from './columns';
import { STAFF_ROLES, users } from './users';

/** An offer of a role at a club to whoever has the mailbox. Open until it is accepted, revoked or has expired. */
export const staffInvitations = pgTable(
  'staff_invitations',
  {
    id: publicId(),
    clubId: integer()
      .notNull()
      .references(() => clubs.id),
    /** Lower-cased. */
    email: text().notNull(),
    role: text({ enum: STAFF_ROLES }).notNull(),
    /** SHA-256 of the mailed token, hex. */
    tokenHash: text().notNull().unique(),
    /** Null for the first owner of a club that Pista took in by itself. */
    invitedBy: uuid().references(() => users.id),
    createdAt: createdAt(),
    expiresAt: instant().notNull(),
    acceptedAt: instant(),
    acceptedBy: uuid().references(() => users.id),
    revokedAt: instant(),
  },
  (t) => [
    uniqueIndex('staff_invitations_open_key')
      .on(t.clubId, t.email)
      .where(sql`accepted_at is null and revoked_at is null`),
    check('staff_invitations_email_lower', sql`${t.email} = lower(${t.email})`),
    check('staff_invitations_role', sql`${t.role} in ${listed(STAFF_ROLES)}`),
    check('staff_invitations_hash', sql`${t.tokenHash} ~ '^[0-9a-f]{64}$'`),
    check(
      'staff_invitations_ended_once',
      sql`(${t.acceptedAt} is null) = (${t.acceptedBy} is null) and num_nonnulls(${t.acceptedAt}, ${t.revokedAt}) <= 1`,
    ),
  ],
);
