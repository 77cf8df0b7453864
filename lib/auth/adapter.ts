import { DrizzleAdapter } from '@auth/drizzle-adapter';
import type { Adapter, AdapterUser } from 'next-auth/adapters';
import { db, transaction } from '@/db';
import { accounts, sessions, users, verificationTokens } from '@/db/schema';
import { linkCustomers } from './links/link-customers';
import { recordAccount, redeemLink } from './links/redeem-link';

/**
 * next-auth over our tables. A used link also creates the account of a sign-up in the same browser, which the
 * browser's secret proves.
 */
export const authAdapter = (browserSecret: string | null): Adapter => ({
  ...DrizzleAdapter(db(), {
    usersTable: users,
    accountsTable: accounts,
    sessionsTable: sessions,
    verificationTokensTable: verificationTokens,
  }),
  createUser: ({ email, emailVerified, name, image }: Omit<AdapterUser, 'id'>) =>
    transaction(async (tx) => {
      const facts = { email, emailVerified, name: name ?? null, image: image ?? null };
      const [user] = await tx.insert(users).values(facts).returning();
      if (!user) throw new Error('an insert always answers its row');
      await recordAccount(tx, user.id);
      await linkCustomers(tx, user.email);
      return user;
    }),
  useVerificationToken: ({ identifier, token }) => redeemLink(identifier, token, browserSecret),
});
