import type { User } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { clientAddress } from '@/lib/core/client-address';
import { sha256 } from '@/lib/core/seal';
import { asAuthError } from '../auth-error';
import { limitGuesses } from '../limit-guesses';
import { assertionField } from './ceremony-answer';
import { openByPasskey } from './open-by-passkey';

/** Sign-in by passkey. Every refusal has the same answer. */
export const passkeyProvider = () =>
  CredentialsProvider({
    id: 'passkey',
    name: 'Passkey',
    credentials: { answer: {} },
    authorize: (input, request) => asAuthError(() => authorize(input?.answer, new Headers(request.headers))),
  });

async function authorize(input: unknown, headers: Headers): Promise<User | null> {
  const given = assertionField.safeParse(input);
  if (!given.success) return null;
  const stranger = { kind: 'stranger', address: clientAddress(headers) } as const;
  const takeBack = await limitGuesses(`passkey:${sha256(given.data.id)}`, stranger);
  const user = await openByPasskey(given.data, new Date());
  if (user) await takeBack();
  return user;
}
