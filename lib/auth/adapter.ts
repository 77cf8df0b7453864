import { DrizzleAdapter } from '@auth/drizzle-adapter';
import type { Adapter } from 'next-auth/adapters';
import { db } from '@/db';
import { accounts, sessions, users, verificationTokens } from '@/db/schema';
import { redeemLink } from './redeem-link';

/** next-auth over our tables; a used link may also bring the account to life that a sign-up asked for. */
export const authAdapter = (): Adapter => ({
  ...DrizzleAdapter(db(), {
    usersTable: users,
    accountsTable: accounts,
    sessionsTable: sessions,
    verificationTokensTable: verificationTokens,
  }),
  useVerificationToken: ({ identifier, token }) => redeemLink(identifier, token),
});
