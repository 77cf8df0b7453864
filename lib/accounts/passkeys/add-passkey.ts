import { verifyRegistrationResponse } from '@simplewebauthn/server';
import { isoBase64URL } from '@simplewebauthn/server/helpers';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { type Tx, transaction } from '@/db';
import { passkeys, users } from '@/db/schema';
import { attestationField, challengeOf } from '@/lib/auth/passkeys/ceremony-answer';
import { spendChallenge } from '@/lib/auth/passkeys/challenge';
import { relyingParty } from '@/lib/auth/passkeys/relying-party';
import { requireSelf } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { personName } from '@/lib/core/input/person-name';
import { log } from '@/lib/core/log';
import { requireStepUp } from '@/lib/factors/step-up';
import { writeAccountNotice } from '@/lib/auth/write-account-notice';
import { recordChange } from '@/lib/records/audit';
import { assertMayAdd } from './begin-passkey';

export const passkeyName = z.object({ name: personName });
export const newPasskeyInput = passkeyName.extend({ answer: attestationField });

type NewPasskeyInput = z.output<typeof newPasskeyInput>;

/**
 * Adds a passkey of an authenticator that verified its user, and says so by mail.
 * @throws AppError `invalid_input` for every answer that is not to our question of the last minutes; `forbidden` with
 *   `reason` `step_up`, or while the mailbox is not proven; `conflict` at ten passkeys
 */
export async function addPasskey(ctx: Context, { name, answer }: NewPasskeyInput): Promise<void> {
  const { userId } = requireSelf(ctx);
  await requireStepUp(ctx);
  const made = await verifiedPasskey(ctx, userId, answer);
  if (!made) throw refused();
  await transaction(async (tx, after) => {
    await lockHolder(tx, userId);
    const [added] = await tx
      .insert(passkeys)
      .values({ ...made, userId, name, createdAt: ctx.now })
      .onConflictDoNothing({ target: passkeys.credentialId })
      .returning({ id: passkeys.id });
    if (!added) throw refused();
    const change = { entity: 'user', entityId: userId, from: null, to: 'passkey_added' } as const;
    await recordChange(tx, ctx, { ...change, detail: { passkey: added.id } });
    await writeAccountNotice(tx, after, { kind: 'passkey_added', userId, objectId: added.id });
  });
}

/** The new key, or null where the answer is not to a question of ours. The library throws for most of it. */
async function verifiedPasskey({ now }: Context, userId: string, answer: NewPasskeyInput['answer']) {
  const expectedChallenge = challengeOf(answer);
  if (!(await spendChallenge(expectedChallenge, userId, now))) return null;
  const { rpID, origin } = relyingParty();
  try {
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: answer,
      expectedChallenge,
      expectedOrigin: origin,
      expectedRPID: rpID,
      requireUserVerification: true,
    });
    if (!verified) return null;
    const { id, publicKey, counter } = registrationInfo.credential;
    const { transports } = answer.response;
    return { credentialId: id, publicKey: isoBase64URL.fromBuffer(publicKey), counter, transports };
  } catch (error) {
    log().info({ err: error }, 'a new passkey was refused');
    return null;
  }
}

/** Locks the account, so that parallel requests add ten passkeys at most. */
async function lockHolder(tx: Tx, userId: string): Promise<void> {
  const [user] = await tx
    .select({ emailVerified: users.emailVerified })
    .from(users)
    .where(eq(users.id, userId))
    .for('update');
  if (!user) throw notFound('account');
  assertMayAdd(user.emailVerified !== null, await tx.$count(passkeys, eq(passkeys.userId, userId)));
}

const refused = () => new AppError('invalid_input', 'This passkey could not be added; try again.');
