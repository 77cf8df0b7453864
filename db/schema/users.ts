import { sql } from 'drizzle-orm';
import {
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { clubs } from './clubs';
import { createdAt, instant, listed, publicId } from './columns';

export const LOCALES = ['es', 'en'] as const;
export const STAFF_ROLES = ['owner', 'manager', 'desk', 'accountant'] as const;
export const TOKEN_SCOPES = ['read', 'write'] as const;
export const SESSION_LIVES = ['player', 'staff'] as const;

/** The optional messages that a person wants. Confirmations and messages about money are always sent. */
export type NoticeChoices = {
  reminderEmail: boolean;
  reminderSms: boolean;
  /** Of a free court, and of being added to a game. Wanted unless refused. */
  alertEmail?: boolean;
  invitationEmail?: boolean;
};

export const users = pgTable(
  'users',
  {
    id: publicId(),
    name: text(),
    /** Lower-cased. */
    email: text().notNull(),
    /** The address without the part behind a `+`, which is the mailbox (`mailboxOf`). */
    mailbox: text().generatedAlwaysAs(sql`regexp_replace(email, '(.)\\+[^@]*@', '\\1@')`),
    emailVerified: instant(),
    image: text(),
    passwordHash: text(),
    phone: text(),
    locale: text({ enum: LOCALES }).notNull().default('es'),
    noticeChoices: jsonb()
      .$type<NoticeChoices>()
      .notNull()
      .default({ reminderEmail: true, reminderSms: false }),
    /** Set when the mailbox bounced for good or its owner complained. */
    emailInvalidAt: instant(),
    /** Raised to end every session at once. */
    sessionVersion: integer().notNull().default(1),
    operatorSince: instant(),
    /** With every proof that was asked for. */
    lastSignInAt: instant(),
    stripeCustomerId: text().unique(),
    disabledAt: instant(),
    erasedAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('users_email_key').on(t.email),
    index('users_mailbox_idx').on(t.mailbox),
    check('users_email_lower', sql`${t.email} = lower(${t.email})`),
  ],
);

export const staffRoles = pgTable(
  'staff_roles',
  {
    id: publicId(),
    clubId: integer()
      .notNull()
      .references(() => clubs.id),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    role: text({ enum: STAFF_ROLES }).notNull(),
    /** Whoever gave or last changed the role. Null from a directory or a script. */
    grantedBy: uuid().references(() => users.id),
    createdAt: createdAt(),
    revokedAt: instant(),
  },
  (t) => [
    uniqueIndex('staff_roles_live_key').on(t.clubId, t.userId).where(sql`revoked_at is null`),
    index('staff_roles_user_idx').on(t.userId),
    check('staff_roles_role', sql`${t.role} in ${listed(STAFF_ROLES)}`),
  ],
);

export const apiTokens = pgTable(
  'api_tokens',
  {
    id: publicId(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    /** A key of this club acts there alone, as `role`, for as long as its maker may make keys. */
    clubId: integer().references(() => clubs.id),
    role: text({ enum: STAFF_ROLES }),
    name: text().notNull(),
    /** The first characters of the key, to recognise it by. */
    prefix: text().notNull(),
    /** SHA-256 of the whole key, hex. */
    tokenHash: text().notNull().unique(),
    scope: text({ enum: TOKEN_SCOPES }).notNull(),
    expiresAt: instant(),
    revokedAt: instant(),
    lastUsedAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [
    index('api_tokens_user_idx').on(t.userId),
    index('api_tokens_club_idx').on(t.clubId).where(sql`${t.clubId} is not null`),
    check('api_tokens_hash', sql`${t.tokenHash} ~ '^[0-9a-f]{64}$'`),
    check(
      'api_tokens_club',
      sql`num_nonnulls(${t.clubId}, ${t.role}) in (0, 2) and (${t.clubId} is null or ${t.scope} = 'write')`,
    ),
    check('api_tokens_role', sql`${t.role} in ${listed(STAFF_ROLES)}`),
  ],
);

/** An authenticator app (RFC 6238) of a person, beside password or mailed link. */
export const secondFactors = pgTable('second_factors', {
  userId: uuid()
    .primaryKey()
    .references(() => users.id),
  /** The shared secret, sealed with `lib/core/seal.ts`. */
  sealedSecret: text().notNull(),
  /** Null until a code of the app has confirmed it, before which it is not required. */
  confirmedAt: instant(),
  /** The time step (Unix seconds / 30) of the last accepted code. Neither it nor an earlier one is accepted again. */
  lastStep: integer(),
  createdAt: createdAt(),
});

/** Replacements for a lost authenticator app, each for one use. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    id: publicId(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    /** SHA-256 of owner and code, hex. */
    codeHash: text().notNull(),
    usedAt: instant(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('recovery_codes_key').on(t.userId, t.codeHash),
    check('recovery_codes_hash', sql`${t.codeHash} ~ '^[0-9a-f]{64}$'`),
  ],
);

/** Magic links and e-mail verification, in the shape next-auth's adapter expects. */
export const verificationTokens = pgTable(
  'verification_tokens',
  { identifier: text().notNull(), token: text().notNull(), expires: instant().notNull() },
  (t) => [primaryKey({ columns: [t.identifier, t.token] })],
);

/**
 * The newest sign-up of each mailbox. It counts once the mailbox is proven, in the browser with the secret of this
 * hash.
 */
export const pendingSignUps = pgTable(
  'pending_sign_ups',
  {
    email: text().primaryKey(),
    name: text().notNull(),
    /** Null where a passkey is added instead, once the mailbox is proven. */
    passwordHash: text(),
    locale: text({ enum: LOCALES }).notNull(),
    /** SHA-256 of the browser's secret, hex. */
    browserHash: text().notNull(),
    expiresAt: instant().notNull(),
  },
  (t) => [index('pending_sign_ups_expires_idx').on(t.expiresAt)],
);

/** Required by next-auth's adapter, and empty until a social sign-in is configured. */
export const accounts = pgTable(
  'accounts',
  {
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    type: text().notNull(),
    provider: text().notNull(),
    providerAccountId: text().notNull(),
    refresh_token: text('refresh_token'),
    access_token: text('access_token'),
    expires_at: integer('expires_at'),
    token_type: text('token_type'),
    scope: text(),
    id_token: text('id_token'),
    session_state: text('session_state'),
  },
  (t) => [primaryKey({ columns: [t.provider, t.providerAccountId] })],
);

/** Required by next-auth's adapter, and empty because sessions are JWTs. */
export const sessions = pgTable('sessions', {
  sessionToken: text().primaryKey(),
  userId: uuid()
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' }),
  expires: instant().notNull(),
});

/** The key or session that opened the socket, with the session's version, kind and end. */
const credential = {
  userId: uuid()
    .notNull()
    .references(() => users.id),
  tokenId: uuid().references(() => apiTokens.id),
  sessionVersion: integer(),
  sessionLife: text({ enum: SESSION_LIVES }),
  sessionEndsAt: instant(),
};

/** A single-use ticket for the live socket, stored hashed. */
export const socketTickets = pgTable('socket_tickets', {
  tokenHash: text().primaryKey(),
  ...credential,
  expiresAt: instant().notNull(),
});

/** A live socket of any process. One that is no longer renewed ended with its process. */
export const liveSockets = pgTable(
  'live_sockets',
  {
    id: publicId(),
    ...credential,
    seenAt: createdAt(),
    /** The club whose board it shows to its staff. */
    boardClubId: integer().references(() => clubs.id),
  },
  (t) => [index('live_sockets_user_idx').on(t.userId), index('live_sockets_seen_idx').on(t.seenAt)],
);
