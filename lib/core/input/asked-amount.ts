import { z } from 'zod';
import { scaleOf } from '@/lib/core/currencies';
import { AppError } from '@/lib/core/errors';
import { parseDecimal } from '@/lib/core/money';

/** The largest amount of a request, in major units. */
export const MOST_MAJOR = 10_000;

/** The amount of a request: major units, a string in plain decimal. */
export const askedAmount = z
  .string()
  .regex(/^(?:0|[1-9]\d{0,11})(?:\.\d{1,3})?$/, 'must be an amount such as "5.00"')
  .meta({ description: 'Major units, with at most two decimals, or three where the currency has them.' });

/** The amount that somebody typed into a form, with a decimal comma or point. */
export const typedAmount = z
  .string()
  .trim()
  .transform((text) => text.replace(/^(\d+),(\d{1,3})$/, '$1.$2'))
  .pipe(askedAmount);

/** The amount in minor units. Null when it has too many decimals or cannot be charged in the currency. */
export function readAmount(amount: string, currency: string): number | null {
  const decimals = amount.split('.')[1]?.length ?? 0;
  return decimals > Math.max(2, scaleOf(currency).digits) ? null : parseDecimal(amount, currency);
}

/**
 * The amount of a field in minor units, at most 10,000 in major ones.
 * @throws AppError invalid_input at that field
 */
export function amountOf(field: string, amount: string, currency: string): number {
  const minor = Number(amount) > MOST_MAJOR ? null : readAmount(amount, currency);
  if (minor !== null) return minor;
  throw new AppError('invalid_input', 'This amount cannot be taken.', {
    fields: { [field]: [`must be an amount in ${currency} of at most ${MOST_MAJOR}`] },
  });
}
