import { and, eq, isNull } from 'drizzle-orm';
import { db } from '@/db';
import { customerRemovals, users } from '@/db/schema';
import { sendUnderKey } from '@/lib/services/call/idempotent-send';
import { nudge, nudgeCustomer } from '@/lib/services/inngest/jobs';
import { isCustomerMissing } from '@/lib/services/stripe/saved-cards';
import { createCustomer } from '@/lib/services/stripe/stripe';

type User = typeof users.$inferSelect;

/**
 * Runs work with the user's customer at Stripe, which is created at first use. A customer that Stripe no longer knows
 * is replaced and the work runs once more; `work` puts the id into its idempotency key, since Stripe refuses the same
 * key with another customer.
 */
export async function withCustomer<T>(user: User, work: (customerId: string) => Promise<T>): Promise<T> {
  const customerId = user.stripeCustomerId ?? (await makeCustomer(user, null));
  try {
    return await work(customerId);
  } catch (error) {
    if (!isCustomerMissing(error)) throw error;
    return work(await makeCustomer(user, customerId));
  }
}

/**
 * Its key names the lost customer, so that all who miss it create the same new one. A customer of an attempt that
 * Stripe answered with a failure is not searched for, because nothing is charged to it.
 */
async function makeCustomer(user: User, lostId: string | null): Promise<string> {
  const person = { userId: user.id, email: user.email, name: user.name };
  const key = lostId === null ? `user:${user.id}:customer` : `user:${user.id}:customer:${lostId}`;
  const customer = await sendUnderKey(key, (fresh) => createCustomer(person, fresh));
  return keepCustomer(user.id, customer.id, lostId);
}

/**
 * Stores the customer in place of the lost one or none. One that another process stored meanwhile counts, and one of
 * a person who was erased meanwhile is queued for erasure.
 */
async function keepCustomer(userId: string, customerId: string, lostId: string | null): Promise<string> {
  const replaced = await db()
    .update(users)
    .set({ stripeCustomerId: customerId })
    .where(
      and(
        eq(users.id, userId),
        isNull(users.erasedAt),
        lostId === null ? isNull(users.stripeCustomerId) : eq(users.stripeCustomerId, lostId),
      ),
    )
    .returning({ id: users.id });
  if (replaced.length > 0) return customerId;
  const [kept] = await db()
    .select({ stripeCustomerId: users.stripeCustomerId, erasedAt: users.erasedAt })
    .from(users)
    .where(eq(users.id, userId));
  if (kept?.erasedAt) {
    await db().insert(customerRemovals).values({ stripeCustomerId: customerId }).onConflictDoNothing();
    nudge([nudgeCustomer(customerId)]);
  }
  return kept?.stripeCustomerId ?? customerId;
}
