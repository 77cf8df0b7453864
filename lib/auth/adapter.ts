import { DrizzleAdapter } from '@auth/drizzle-adapter';
import type { Adapter, AdapterUser } from 'next-auth/adapters';
import { db, transaction } from '@/db';
import { accounts, sessions, users, verificationTokens } from '@/db/schema';
import { linkIdentity } from './identities/link-identity';
import { linkCustomers } from './links/link-customers';
import { recordAccount, redeemLink } from './links/redeem-link';

/**
 * next-auth over our tables. A used link also creates the account of a sign-up in the same browser, which the
 * browser's secret proves.
 *
 * Who signs in at another site is not added to the account of an open session, which next-auth would not check.
 */
export const authAdapter = (browserSecret: string | null): Adapter => ({
  ...DrizzleAdapter(db(), {
    usersTable: users,
    accountsTable: accounts,
    sessionsTable: sessions,
    verificationTokensTable: verificationTokens,
  }),
  getUser: async () => null,
  createUser: ({ email, emailVerified, name, image }: Omit<AdapterUser, 'id'>) =>
    transaction(async (tx) => {
      // `allowSignIn` lets no other site's account by whose address is not verified.
      const facts = {
        email,
        emailVerified: emailVerified ?? new Date(),
        name: name ?? null,
        image: image ?? null,
      };
      const [user] = await tx.insert(users).values(facts).returning();
      if (!user) throw new Error('an insert always answers its row');
      await recordAccount(tx, user.id);
      await linkCustomers(tx, user.email);
      return user;
    }),
  linkAccount: linkIdentity,
  useVerificationToken: ({ identifier, token }) => redeemLink(identifier, token, browserSecret),
});
