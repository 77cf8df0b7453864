import { env } from '@/lib/core/env';

/** Whom a passkey is made for: the configured site, whatever the headers of a request say. */
export function relyingParty(): { rpID: string; origin: string } {
  const { hostname, origin } = new URL(env().NEXTAUTH_URL);
  return { rpID: hostname, origin };
}

/** What an authenticator keeps of an account and gives back at a sign-in. */
export const userHandleOf = (userId: string): string => Buffer.from(userId).toString('base64url');
