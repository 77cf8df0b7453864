import { z } from 'zod';
import { MINUTE_MS } from '@/lib/core/time';

/** Three missed runs of the five-minute job. */
const STALE_MS = 15 * MINUTE_MS;

export const comparedSchema = z.object({
  intents: z.number(),
  refunds: z.number(),
  repaired: z.number(),
  open: z.number(),
  sums: z.array(
    z.object({
      currency: z.string(),
      stripeTakenMinor: z.number(),
      ourTakenMinor: z.number(),
      stripeReturnedMinor: z.number(),
      ourReturnedMinor: z.number(),
      stripeWithdrawnMinor: z.number(),
      ourWithdrawnMinor: z.number(),
    }),
  ),
});

/** What the last comparison with Stripe found, and when; null before the first. */
export type Comparison = { at: Date; result: z.output<typeof comparedSchema> } | null;

/**
 * What may be said of our books beside Stripe's: `nothing` is a comparison of days in which no money moved, `open` one
 * whose sums agree while a person must still look at something.
 */
export type Books = 'never' | 'stale' | 'differ' | 'open' | 'nothing' | 'agree';

/** Judges a comparison: what is old says nothing, whatever it found. */
export function rateBooks(comparison: Comparison, now: Date): Books {
  if (comparison === null) return 'never';
  const { at, result } = comparison;
  if (now.getTime() - at.getTime() > STALE_MS) return 'stale';
  const equal = result.sums.every(
    (sum) =>
      sum.stripeTakenMinor === sum.ourTakenMinor &&
      sum.stripeReturnedMinor === sum.ourReturnedMinor &&
      sum.stripeWithdrawnMinor === sum.ourWithdrawnMinor,
  );
  if (!equal) return 'differ';
  if (result.open > 0) return 'open';
  return result.sums.length === 0 ? 'nothing' : 'agree';
}

/** A figure is `good` only when it is zero and Stripe's books say so too; `unsure` when our rows alone say zero. */
export type Look = 'good' | 'bad' | 'unsure' | 'unchecked';

/** Judges one of the two figures; null is one that could not be counted. */
export function rateZero(total: number | null, books: Books): Look {
  if (total === null) return 'unchecked';
  if (total > 0) return 'bad';
  return books === 'agree' || books === 'nothing' ? 'good' : 'unsure';
}
