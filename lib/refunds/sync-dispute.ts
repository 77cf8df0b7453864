import type { Context } from '@/lib/core/context';
import { getDispute } from '@/lib/services/stripe/stripe';
import { applyDispute } from './apply-dispute';

/**
 * Moves our row of a dispute to Stripe's state, with its refunds. Returns `unknown` when it belongs to no payment of
 * ours.
 * @throws AppError service_unavailable while Stripe is away
 */
export const syncDispute = async (
  ctx: Context,
  disputeId: string,
  eventType: string,
): Promise<'known' | 'unknown'> => {
  const applied = await applyDispute(ctx, await getDispute(disputeId), eventType);
  return applied === 'unknown' ? 'unknown' : 'known';
};
