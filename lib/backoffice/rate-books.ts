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

/** The last comparison with Stripe and its time, or null before the first. */
export type Comparison = { at: Date; result: z.output<typeof comparedSchema> } | null;

/**
 * How our books compare with Stripe's. `nothing` means days without money; `open` means equal sums with findings for
 * a person.
 */
export type Books = 'never' | 'stale' | 'differ' | 'open' | 'nothing' | 'agree';

/** Rates a comparison. An old one counts as stale, whatever it found. */
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

/** A figure is `good` when it is zero and Stripe's books agree, and `unsure` when only our rows say zero. */
export type BooksRating = 'good' | 'bad' | 'unsure' | 'unchecked';

/** Rates one of the two figures. Null could not be counted. */
export function rateZero(total: number | null, books: Books): BooksRating {
  if (total === null) return 'unchecked';
  if (total > 0) return 'bad';
  return books === 'agree' || books === 'nothing' ? 'good' : 'unsure';
}
