import { env } from '@/lib/core/env';

/** The other sites by whose accounts one can sign in. */
export const IDENTITIES = ['google', 'apple'] as const;
export type Identity = (typeof IDENTITIES)[number];

/** Their names, which no language changes. */
export const IDENTITY_NAMES = { google: 'Google', apple: 'Apple' } as const satisfies Record<
  Identity,
  string
>;

const ISSUERS = {
  google: 'https://accounts.google.com',
  apple: 'https://appleid.apple.com',
} as const satisfies Record<Identity, string>;

/** Where one of them is reached, which the sandbox stands in for. */
export const issuerOf = (identity: Identity): string => env().OIDC_ISSUER ?? ISSUERS[identity];

/** Those that the environment names a client of. */
export function configuredIdentities(): Identity[] {
  const { GOOGLE_CLIENT_ID, APPLE_CLIENT_ID } = env();
  const client = { google: GOOGLE_CLIENT_ID, apple: APPLE_CLIENT_ID };
  return IDENTITIES.filter((identity) => client[identity] !== undefined);
}

export const isIdentity = (provider: string | undefined): provider is Identity =>
  IDENTITIES.some((identity) => identity === provider);
