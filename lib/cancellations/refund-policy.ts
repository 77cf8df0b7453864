import type { RefundPolicy } from '@/db/schema/clubs';
import { roundMoney } from '@/lib/core/money';
import { HOUR_MS } from '@/lib/core/time';

export type RefundDecision = { amountMinor: number; rule: 'free' | 'partial' | 'none'; percent: number };

/**
 * The refund of a cancellation now, by real hours until the start: exactly `freeHours` is still free and exactly
 * `nothingHours` still partial. A share is of the paid amount, rounded once (`roundMoney`), and at most what has not
 * gone back yet.
 */
export function refundFor(
  policy: RefundPolicy,
  paid: { paidMinor: number; leftMinor: number; currency: string },
  startsAtMs: number,
  nowMs: number,
): RefundDecision {
  const percent = refundPercent(policy, (startsAtMs - nowMs) / HOUR_MS);
  const share = roundMoney((paid.paidMinor * percent) / 100, paid.currency);
  return { amountMinor: Math.min(share, paid.leftMinor), rule: ruleName(percent), percent };
}

function refundPercent(policy: RefundPolicy, noticeHours: number): number {
  if (noticeHours >= policy.freeHours) return 100;
  return noticeHours >= policy.nothingHours ? policy.laterPercent : 0;
}

function ruleName(percent: number): RefundDecision['rule'] {
  if (percent === 100) return 'free';
  return percent === 0 ? 'none' : 'partial';
}
