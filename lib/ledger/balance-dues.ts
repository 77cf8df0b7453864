import type { Tx } from '@/db';
import type { reservations } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { openDue } from './open-due';
import { accountedOf, isLacking } from './read-figures';
import { settleDues } from './settle-dues';

type Sold = Pick<typeof reservations.$inferSelect, 'id' | 'clubId' | 'currency' | 'priceMinor'>;

/**
 * Makes what is owed for a sold reservation fit its price again, after the price or what was given back has changed.
 * Dues of the other sign end first. One that lacks money given back at Stripe itself is left to whoever decides about
 * that. The caller holds its lock.
 * @param by what changed it, for the audit
 */
export async function balanceDues(
  tx: Tx,
  ctx: Context,
  reservation: Sold,
  by: Record<string, unknown>,
): Promise<void> {
  const { id, priceMinor } = reservation;
  const shortMinor = priceMinor - (await accountedOf(tx, id));
  if (shortMinor === 0 || (await isLacking(tx, id))) return;
  const restMinor = -(await settleDues(tx, ctx, id, { paidMinor: -shortMinor, by }));
  if (restMinor !== 0) await openDue(tx, ctx, { reservation, amountMinor: restMinor, cause: 'correction' });
}
