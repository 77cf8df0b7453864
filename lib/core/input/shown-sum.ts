import { z } from 'zod';
import { parseDecimal } from '@/lib/core/money';

/** A sum as a preview told it. */
export const shownSum = z.strictObject({ amount: z.string().max(20) });

/** Whether a sum in minor units is still the one that was shown, which it is where none was. */
export const isAsShown = (
  shown: z.output<typeof shownSum> | undefined,
  amountMinor: number,
  currency: string,
): boolean => shown === undefined || parseDecimal(shown.amount, currency) === amountMinor;
