import { blockVerb, may } from '@/lib/auth/permissions';
import { policyStart } from '@/lib/catalogue/policy-start';
import type { Context } from '@/lib/core/context';
import { AppError, assertNever } from '@/lib/core/errors';
import { isGame } from '@/lib/ledger/game';
import { type Cancellation, isCancellable, type Override } from '@/lib/reservations/cancellation';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import type { Paid } from '@/lib/reservations/find-paid';
import { leftOfAll } from '@/lib/reservations/split-refund';
import { refundFor } from './refund-policy';

/**
 * What a cancellation now gives back of all that was paid. It is allowed until the start, and until the end for the
 * weather and for what only takes a court.
 * @throws AppError conflict when it cannot be cancelled any more, forbidden for an override without the right to it and
 *   for a long block without that right
 */
export function decideCancellation(
  ctx: Context,
  reservation: Reservation,
  paid: Paid,
  override: Override | undefined,
): Cancellation {
  if (override && !mayOverride(ctx, reservation))
    throw new AppError('forbidden', 'Only staff of the club may set the refund.');
  const { startsAt, endsAt, clubId } = reservation;
  const onlyBlocks = !isGame(reservation);
  if (onlyBlocks && !may(ctx.actor, clubId, blockVerb(endsAt.getTime() - startsAt.getTime())))
    throw new AppError('forbidden', 'A block of more than a day is for a manager.');
  const until = override === 'weather' || onlyBlocks ? endsAt : startsAt;
  if (!isCancellable(reservation) || until <= ctx.now)
    throw new AppError('conflict', 'This reservation cannot be cancelled any more.');
  const { currency } = reservation;
  const { cards, till } = paid;
  if (cards.length === 0 && till.takenMinor === 0) return { refundMinor: 0, currency, rule: 'nothing_paid' };
  const granted = { ...grant(ctx, reservation, paid, override), currency };
  return cards.some(({ inDispute }) => inDispute) ? { ...granted, rule: 'in_dispute' } : granted;
}

function grant(
  ctx: Context,
  reservation: Reservation,
  paid: Paid,
  override: Override | undefined,
): Pick<Cancellation, 'refundMinor' | 'rule'> {
  const leftMinor = leftOfAll(paid);
  switch (override) {
    case 'full':
      return { refundMinor: leftMinor, rule: 'staff_full' };
    case 'none':
      return { refundMinor: 0, rule: 'staff_none' };
    case 'weather':
      return { refundMinor: leftMinor, rule: 'weather' };
    case undefined: {
      const { refundPolicy, priceMinor, currency } = reservation;
      // A move may have made it cheaper. The policy decides about the price, and the rest goes back whole.
      const restMinor = Math.max(0, leftMinor - priceMinor);
      const paidMinor = Math.min(takenOf(paid), priceMinor);
      const sums = { paidMinor, leftMinor: leftMinor - restMinor, currency };
      const startsAt = policyStart(reservation, ctx.now).getTime();
      const { amountMinor, rule } = refundFor(refundPolicy, sums, startsAt, ctx.now.getTime());
      return { refundMinor: amountMinor + restMinor, rule };
    }
    default:
      return assertNever(override);
  }
}

/** All that came, even if a part of it went back. */
export const takenOf = ({ cards, till }: Paid): number =>
  cards.reduce((sum, { receivedMinor }) => sum + receivedMinor, till.takenMinor);

/** Whether the actor may set aside the policy for this reservation. */
export const mayOverride = ({ actor }: Context, { clubId }: { clubId: number }): boolean =>
  may(actor, clubId, 'overridePolicy');
