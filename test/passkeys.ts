import { addPasskey, newPasskeyInput } from '@/lib/accounts/passkeys/add-passkey';
import { beginPasskey } from '@/lib/accounts/passkeys/begin-passkey';
import { askForPasskey } from '@/lib/accounts/sign-in';
import { type Authenticator, type Faults, makeAuthenticator } from './authenticator';
import { anonymousContext, personContext, type User } from './factories';

/** Adds a passkey of this authenticator to the account, with a session of a moment ago. */
export async function addPasskeyOf(authenticator: Authenticator, user: User, faults?: Faults): Promise<void> {
  const ctx = personContext(user);
  const answer = authenticator.create(await beginPasskey(ctx), faults);
  await addPasskey(ctx, newPasskeyInput.parse({ name: 'Teléfono', answer }));
}

/** A person's new authenticator, whose passkey is in their account. */
export async function makePasskey(user: User): Promise<Authenticator> {
  const authenticator = makeAuthenticator();
  await addPasskeyOf(authenticator, user);
  return authenticator;
}

/** What the browser of that authenticator sends to sign in. */
export async function answerOf(authenticator: Authenticator, user: User, faults?: Faults): Promise<string> {
  return authenticator.get(await askForPasskey(anonymousContext()), user.id, faults);
}
