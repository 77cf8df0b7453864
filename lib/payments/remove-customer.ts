import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { customerRemovals } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { deleteCustomer } from '@/lib/services/stripe/stripe';

/**
 * Deletes the customer of an erased person at Stripe and then our row of it. A repeat changes nothing.
 * @throws AppError service_unavailable while Stripe is away; the row stays for the sweep
 */
export async function removeCustomer(
  _ctx: Context,
  stripeCustomerId: string,
): Promise<'removed' | 'nothing_to_remove'> {
  const named = eq(customerRemovals.stripeCustomerId, stripeCustomerId);
  const [row] = await db().select().from(customerRemovals).where(named);
  if (!row) return 'nothing_to_remove';
  await deleteCustomer(stripeCustomerId);
  await db().delete(customerRemovals).where(named);
  return 'removed';
}
