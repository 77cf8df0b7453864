import { clientAddress } from '@/lib/core/client-address';
import type { Context, Person } from '@/lib/core/context';
import { limitRate, type RatePolicy } from '@/lib/services/redis/rate-limit';

/** `byRole` is for what players and staff both do: it counts as the desk's for whoever has a role at a club. */
export type ByRole = 'byRole';

/** The policy by which what this person does is counted. */
export const policyFor = (limit: RatePolicy | ByRole, { staff, operator }: Person): RatePolicy => {
  if (limit !== 'byRole') return limit;
  return operator || staff.length > 0 ? 'staffWrite' : 'write';
};

/** By whom rates are counted. A program with a club's key leaves its maker all of theirs. */
export const countedAs = ({ userId, via }: Person): string =>
  via.kind === 'clubKey' ? `club_key:${via.tokenId}` : `user:${userId}`;

/**
 * Counts a write of somebody who is not signed in by their address, where a link gives them the right to it. A visitor's
 * is counted already.
 * @throws AppError `rate_limited`
 */
export async function limitStrangers({ actor }: Context, headers: Headers): Promise<void> {
  if (actor.kind === 'anonymous') await limitRate('anonymous', clientAddress(headers));
}
