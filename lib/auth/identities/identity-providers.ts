import type { AuthOptions } from 'next-auth';
import type { OAuthUserConfig } from 'next-auth/providers/oauth';
import AppleProvider from 'next-auth/providers/apple';
import GoogleProvider from 'next-auth/providers/google';
import { z } from 'zod';
import { env } from '@/lib/core/env';
import { emailAddress } from '@/lib/core/input/email-address';
import { personName } from '@/lib/core/input/person-name';
import { configuredIdentities, type Identity, issuerOf } from './identities';

/** What an ID token says of a person. Apple writes the truth of a mailbox as a word at times. */
const claims = z.object({
  sub: z.string().min(1).max(255),
  email: emailAddress.optional().catch(undefined),
  email_verified: z
    .union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')])
    .optional()
    .catch(undefined),
  name: personName.optional().catch(undefined),
});

/** The sign-in with Google and Apple, each where it is configured. */
export const identityProviders = (): AuthOptions['providers'] => configuredIdentities().map(providerOf);

function providerOf(identity: Identity) {
  const { GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET, APPLE_CLIENT_ID, APPLE_CLIENT_SECRET } = env();
  if (identity === 'google') {
    return GoogleProvider(optionsOf(identity, GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET));
  }
  return AppleProvider({
    ...optionsOf(identity, APPLE_CLIENT_ID, APPLE_CLIENT_SECRET),
    // Apple sends a name once, unsigned and beside the token, so it is not asked for.
    authorization: { params: { scope: 'openid email', response_mode: 'form_post' } },
  });
}

const optionsOf = <Token>(identity: Identity, clientId = '', clientSecret = ''): OAuthUserConfig<Token> => ({
  clientId,
  clientSecret,
  wellKnown: `${issuerOf(identity)}/.well-known/openid-configuration`,
  checks: ['pkce', 'state', 'nonce'],
  // Only a verified address leaves `readProfile`, and `allowSignIn` refuses to go on without one.
  allowDangerousEmailAccountLinking: true,
  profile: readProfile,
});

/** Who an ID token says it is, with the address only where the site has verified it. */
export function readProfile(token: unknown) {
  const { sub, email, email_verified, name = null } = claims.parse(token);
  return { id: sub, email: email_verified ? (email ?? null) : null, name, image: null };
}
