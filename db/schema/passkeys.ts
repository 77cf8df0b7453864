import { sql } from 'drizzle-orm';
import { bigint, check, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { createdAt, instant, publicId } from './columns';
import { users } from './users';

/** Passkeys (WebAuthn Level 3) by which a person signs in. Names, ids and keys are no secrets. */
export const passkeys = pgTable(
  'passkeys',
  {
    id: publicId(),
    userId: uuid()
      .notNull()
      .references(() => users.id),
    /** The authenticator's name of it, base64url. */
    credentialId: text().notNull().unique('passkeys_credential_key'),
    /** COSE, base64url. */
    publicKey: text().notNull(),
    /** How often the authenticator has signed. Synced passkeys stay at 0. */
    counter: bigint({ mode: 'number' }).notNull(),
    /** How a browser reaches the authenticator, such as `internal` or `usb`. */
    transports: text().array().notNull(),
    name: text().notNull(),
    createdAt: createdAt(),
    lastUsedAt: instant(),
  },
  (t) => [index('passkeys_user_idx').on(t.userId), check('passkeys_counter', sql`${t.counter} >= 0`)],
);

/** What a browser must sign to add a passkey or to sign in by one. Each serves once, for a few minutes. */
export const passkeyChallenges = pgTable(
  'passkey_challenges',
  {
    /** SHA-256 of the challenge, hex. */
    challengeHash: text().primaryKey(),
    /** Who adds a passkey. Null for a sign-in, where nobody is known yet. */
    userId: uuid().references(() => users.id),
    expiresAt: instant().notNull(),
  },
  (t) => [index('passkey_challenges_expires_idx').on(t.expiresAt)],
);
