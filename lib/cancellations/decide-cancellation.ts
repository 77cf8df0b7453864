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

type Granted = Pick<Cancellation, 'refundMinor' | 'rule' | 'bySharer'>;

function grant(ctx: Context, reservation: Reservation, paid: Paid, override: Override | undefined): Granted {
  const leftMinor = leftOfAll(paid);
  switch (override) {
    case 'full':
      return { refundMinor: leftMinor, rule: 'staff_full' };
    case 'none':
      return { refundMinor: 0, rule: 'staff_none' };
    case 'weather':
      return { refundMinor: leftMinor, rule: 'weather' };
    case undefined:
      return grantByPolicy(ctx, reservation, paid);
    default:
      return assertNever(override);
  }
}

/**
 * Whoever paid a share gets what the policy gives back of it. What it keeps of shares that nobody paid comes off the
 * booker's refund, as far as that goes. A move may have made the booking cheaper: the policy decides about the price, and
 * the rest goes back whole.
 */
function grantByPolicy(ctx: Context, reservation: Reservation, paid: Paid): Granted {
  const { refundPolicy, priceMinor, currency } = reservation;
  const startsAt = policyStart(reservation, ctx.now).getTime();
  const grantOf = (paidMinor: number, leftMinor: number) =>
    refundFor(refundPolicy, { paidMinor, leftMinor, currency }, startsAt, ctx.now.getTime());
  const leftMinor = leftOfAll(paid);
  const restMinor = Math.max(0, leftMinor - priceMinor);
  const sharers = paid.cards.filter(({ paysFor }) => paysFor === 'share');
  const bySharer = new Map(
    sharers.map((card) => [card.id, grantOf(card.receivedMinor, card.leftMinor).amountMinor]),
  );
  const own = grantOf(
    Math.max(0, Math.min(takenOf(paid), priceMinor) - sumOf(sharers.map((card) => card.receivedMinor))),
    leftMinor - restMinor - sumOf(sharers.map((card) => card.leftMinor)),
  );
  const keptOfOpen = paid.openSharesMinor - grantOf(paid.openSharesMinor, paid.openSharesMinor).amountMinor;
  const ownMinor = Math.max(0, own.amountMinor - keptOfOpen);
  return {
    refundMinor: sumOf([...bySharer.values()]) + ownMinor + restMinor,
    rule: own.rule,
    ...(sharers.length > 0 && { bySharer }),
  };
}

const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

/** All that came, even if a part of it went back. */
export const takenOf = ({ cards, till }: Paid): number =>
  cards.reduce((sum, { receivedMinor }) => sum + receivedMinor, till.takenMinor);

/** Whether the actor may set aside the policy for this reservation. */
export const mayOverride = ({ actor }: Context, { clubId }: { clubId: number }): boolean =>
  may(actor, clubId, 'overridePolicy');
