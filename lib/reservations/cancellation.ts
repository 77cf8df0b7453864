import { RESERVATION_STATUSES, type ReservationStatus } from '@/db/schema';
import { moneyJson } from '@/lib/core/money';
import { mayMove } from '@/lib/ledger/states';
import type { BySharer } from './split-refund';

/**
 * What staff may choose against the policy: refund all that is left, or nothing, or all of it for the weather, which
 * is allowed until the end of the game.
 */
export const OVERRIDES = ['full', 'none', 'weather'] as const;
export type Override = (typeof OVERRIDES)[number];

/**
 * The rule by which a cancellation decided its refund. With `in_dispute` a bank holds the payment, and the amount
 * goes back if the bank decides for the club.
 */
export const CANCELLATION_RULES = [
  'nothing_paid',
  'free',
  'partial',
  'none',
  'staff_full',
  'staff_none',
  'weather',
  'in_dispute',
] as const;
export type CancellationRule = (typeof CANCELLATION_RULES)[number];

/** What a cancellation gives back, and by which rule. */
export type Cancellation = {
  refundMinor: number;
  currency: string;
  rule: CancellationRule;
  /** What of it each player gets who paid a share, by the policy. Absent when the policy does not decide. */
  bySharer?: BySharer;
};

/** The same in the API's form. */
export const refundJson = ({ refundMinor, currency, rule }: Cancellation) => ({
  ...moneyJson(refundMinor, currency),
  rule,
});

/** The statuses in which a court can still be given back. */
export const CANCELLABLE: readonly ReservationStatus[] = RESERVATION_STATUSES.filter((status) =>
  mayMove('reservation', status, 'cancelled'),
);

/** Whether its status allows to give its court back. */
export const isCancellable = ({ status }: { status: ReservationStatus }): boolean =>
  CANCELLABLE.includes(status);
