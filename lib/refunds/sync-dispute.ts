import type { Context } from '@/lib/core/context';
import { getDispute } from '@/lib/services/stripe/stripe';
import { applyDispute } from './apply-dispute';

/**
 * Brings our record of a dispute to what Stripe says of it now, with the refunds that hang on it.
 * Answers `unknown` when it is about no payment of ours.
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
