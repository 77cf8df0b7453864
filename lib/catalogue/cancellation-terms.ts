import type { RefundPolicy } from '@/db/schema/clubs';
import type { Locale } from '@/lib/core/context';
import { formatMoment } from '@/lib/core/i18n/format';
import { HOUR_MS } from '@/lib/core/time';

type Booking = {
  policy: RefundPolicy;
  startsAt: Date;
  /** The start by which the policy counts, where it is later than its own. */
  policyStartsAt?: Date;
  timeZone: string;
};

/** What a cancellation gives back from now on: a key of `cancellation` in `messages/` with its values. */
export type CancellationTerms =
  | { key: 'free'; values: { freeUntil: string } }
  | { key: 'freeThenShare'; values: { freeUntil: string; percent: number; shareUntil: string } }
  | { key: 'share'; values: { percent: number; shareUntil: string } }
  | { key: 'nothing'; values: Record<string, never> };

/**
 * The refund policy of a booking as dates on the club's clock, such as "Thursday 3 December, 18:00", without what is
 * over by `now`. `tell` may write the dates shorter.
 */
export function cancellationTerms(
  { policy, startsAt, policyStartsAt = startsAt, timeZone }: Booking,
  locale: Locale,
  now: Date,
  tell: (ms: number, locale: Locale, timeZone: string) => string = formatMoment,
): CancellationTerms {
  const percent = policy.laterPercent;
  const freeHours = percent === 100 ? Math.min(policy.freeHours, policy.nothingHours) : policy.freeHours;
  const untilMs = (hours: number) => Math.min(policyStartsAt.getTime() - hours * HOUR_MS, startsAt.getTime());
  const freeUntilMs = untilMs(freeHours);
  const shareUntilMs = untilMs(policy.nothingHours);
  const isFree = now.getTime() <= freeUntilMs;
  const isShared = percent > 0 && shareUntilMs > freeUntilMs && now.getTime() <= shareUntilMs;
  const freeUntil = tell(freeUntilMs, locale, timeZone);
  const shareUntil = tell(shareUntilMs, locale, timeZone);
  if (isFree && isShared) return { key: 'freeThenShare', values: { freeUntil, percent, shareUntil } };
  if (isFree) return { key: 'free', values: { freeUntil } };
  if (isShared) return { key: 'share', values: { percent, shareUntil } };
  return { key: 'nothing', values: {} };
}
