import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
} from '@simplewebauthn/server';
import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { passkeys, users } from '@/db/schema';
import { keepChallenge } from '@/lib/auth/passkeys/challenge';
import { relyingParty } from '@/lib/auth/passkeys/relying-party';
import { requireSelf } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { requireStepUp } from '@/lib/factors/step-up';

export const MOST_PASSKEYS = 10;

/**
 * What a browser must be asked to make a passkey for the signed-in person. An authenticator that has one already
 * makes no second.
 * @throws AppError `forbidden` with `reason` `step_up`, or while the mailbox is not proven; `conflict` at ten passkeys
 */
export async function beginPasskey(ctx: Context): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { userId, email, name } = requireSelf(ctx);
  await requireStepUp(ctx);
  const { mailboxProven, known } = await readHolder(userId);
  assertMayAdd(mailboxProven, known.length);
  const options = await generateRegistrationOptions({
    rpName: 'Pista',
    rpID: relyingParty().rpID,
    userID: new TextEncoder().encode(userId),
    userName: email,
    userDisplayName: name ?? email,
    excludeCredentials: known,
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  await keepChallenge(options.challenge, userId, ctx.now);
  return options;
}

async function readHolder(userId: string) {
  const rows = await db()
    .select({
      emailVerified: users.emailVerified,
      id: passkeys.credentialId,
      transports: passkeys.transports,
    })
    .from(users)
    .leftJoin(passkeys, eq(passkeys.userId, users.id))
    .where(eq(users.id, userId));
  return {
    mailboxProven: rows.some(({ emailVerified }) => emailVerified !== null),
    known: rows.flatMap(({ id, transports }) => (id === null ? [] : [{ id, transports: transports ?? [] }])),
  };
}

/** @throws AppError `forbidden` while the mailbox is not proven, `conflict` at ten passkeys */
export function assertMayAdd(mailboxProven: boolean, count: number): void {
  // Whoever typed somebody else's address would keep a way into the account of its owner.
  if (!mailboxProven) throw new AppError('forbidden', 'Sign in by a mailed link first.');
  if (count >= MOST_PASSKEYS) {
    throw new AppError('conflict', `Remove a passkey first: there are ${MOST_PASSKEYS}.`);
  }
}
