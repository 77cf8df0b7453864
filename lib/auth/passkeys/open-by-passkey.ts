import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import { isoBase64URL } from '@simplewebauthn/server/helpers';
import { and, eq, isNull, lt } from 'drizzle-orm';
import { db } from '@/db';
import { passkeys, users } from '@/db/schema';
import { log } from '@/lib/core/log';
import { type Assertion, challengeOf } from './ceremony-answer';
import { spendChallenge } from './challenge';
import { relyingParty, userHandleOf } from './relying-party';

type Passkey = Pick<typeof passkeys.$inferSelect, 'id' | 'userId' | 'publicKey' | 'counter'> & {
  email: string;
};

/**
 * Whose account a signed answer opens. Null for an unknown passkey, a disabled account, a challenge that is not ours
 * or was used, a wrong signature, and an authenticator that was copied or did not verify its user.
 */
export async function openByPasskey(
  answer: Assertion,
  now: Date,
): Promise<{ id: string; email: string } | null> {
  const passkey = await findPasskey(answer.id);
  const challenge = challengeOf(answer);
  if (!passkey || !(await spendChallenge(challenge, null, now))) return null;
  if (answer.response.userHandle !== userHandleOf(passkey.userId)) return null;
  const counter = await verifiedCounter(answer, challenge, passkey);
  if (counter === null || !(await noteUse(passkey, counter, now))) return null;
  return { id: passkey.userId, email: passkey.email };
}

async function findPasskey(credentialId: string): Promise<Passkey | undefined> {
  const { id, userId, publicKey, counter } = passkeys;
  const [found] = await db()
    .select({ id, userId, publicKey, counter, email: users.email })
    .from(passkeys)
    .innerJoin(users, eq(users.id, userId))
    .where(and(eq(passkeys.credentialId, credentialId), isNull(users.disabledAt), isNull(users.erasedAt)));
  return found;
}

/** How often the authenticator has signed, or null where the answer is not its own. The library throws for most of it. */
async function verifiedCounter(
  answer: Assertion,
  expectedChallenge: string,
  { publicKey, counter }: Passkey,
): Promise<number | null> {
  const { rpID, origin } = relyingParty();
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: answer,
      expectedChallenge,
      expectedOrigin: origin,
      expectedRPID: rpID,
      credential: { id: answer.id, publicKey: isoBase64URL.toBuffer(publicKey), counter },
      requireUserVerification: true,
    });
    return verified ? authenticationInfo.newCounter : null;
  } catch (error) {
    log().info({ err: error }, 'a passkey was refused');
    return null;
  }
}

/** False where another answer with the same count came first, which is that of a copied authenticator. */
async function noteUse({ id }: Passkey, counter: number, now: Date): Promise<boolean> {
  const grows = counter === 0 ? eq(passkeys.counter, 0) : lt(passkeys.counter, counter);
  const noted = await db()
    .update(passkeys)
    .set({ counter, lastUsedAt: now })
    .where(and(eq(passkeys.id, id), grows))
    .returning({ id: passkeys.id });
  return noted.length > 0;
}
