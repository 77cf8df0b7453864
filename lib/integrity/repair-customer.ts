import { and, eq, isNotNull } from 'drizzle-orm';
import { transaction } from '@/db';
import { customerRemovals, users } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { removeCustomer } from '@/lib/payments/remove-customer';

/**
 * Deletes at Stripe the customer of an erased person, also when the removal was never stored.
 * @throws AppError service_unavailable while Stripe is away; the sweep tries again
 */
export async function eraseCustomer(ctx: Context, stripeCustomerId: string): Promise<void> {
  await transaction(async (tx) => {
    const [gone] = await tx
      .update(users)
      .set({ stripeCustomerId: null })
      .where(and(eq(users.stripeCustomerId, stripeCustomerId), isNotNull(users.erasedAt)))
      .returning({ id: users.id });
    if (gone) await tx.insert(customerRemovals).values({ stripeCustomerId }).onConflictDoNothing();
  });
  await removeCustomer(ctx, stripeCustomerId);
}
