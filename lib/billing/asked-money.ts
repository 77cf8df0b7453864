import { AppError } from '@/lib/core/errors';
import { MOST_MAJOR, readAmount } from '@/lib/core/input/asked-amount';

/**
 * The amount of a request in minor units: positive and within the bound of the API, or 0 where that is an answer.
 * @throws AppError invalid_input at the field
 */
export function askedMoney(
  amount: string,
  currency: string,
  { field = 'amount', least = 1 }: { field?: string; least?: 0 | 1 } = {},
): number {
  const minor = readAmount(amount, currency);
  if (minor !== null && minor >= least && Number(amount) <= MOST_MAJOR) return minor;
  const bounds = least === 0 ? `from 0 to ${MOST_MAJOR}` : `above 0 and up to ${MOST_MAJOR}`;
  throw new AppError('invalid_input', `The amount must be a decimal such as "5.00", ${bounds}.`, {
    fields: { [field]: [`must be an amount of ${currency}, ${bounds}`] },
  });
}
