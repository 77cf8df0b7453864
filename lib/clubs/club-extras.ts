import { z } from 'zod';
import type { ClubExtra } from '@/db/schema';
import { AppError } from '@/lib/core/errors';
import { askedAmount, MOST_MAJOR, readAmount } from '@/lib/core/input/asked-amount';
import { keptName } from '@/lib/core/input/kept-text';

const name = keptName(80);

/** An extra with its price in minor or major units. Both, if given, must be equal. */
export const clubExtraSchema = z.strictObject({
  code: z.string().regex(/^[a-z0-9_-]{1,40}$/),
  name: z.strictObject({ es: name, en: name }),
  price: z
    .strictObject({ amount: askedAmount, currency: z.string().length(3).optional() })
    .optional()
    .describe('In the currency of the club.'),
  priceMinor: z
    .int()
    .min(0)
    .max(1_000_000)
    .optional()
    .meta({ deprecated: true, description: 'Minor units; give `price` instead.' }),
});
type Asked = z.output<typeof clubExtraSchema>;

/**
 * The extras as a club of that currency keeps them.
 * @throws AppError invalid_input for a price that is none, is missing or is given twice in two ways
 */
export const readExtras = (extras: readonly Asked[], currency: string): ClubExtra[] =>
  extras.map(({ code, name, price, priceMinor: given }, index) => {
    const priceMinor = price ? minorOf(price, currency) : given;
    const agree = given === undefined || given === priceMinor;
    if (priceMinor === undefined || priceMinor === null || !agree) {
      throw new AppError('invalid_input', `Each extra needs a price in ${currency}.`, {
        fields: { [`extras.${index}.price`]: [`must be an amount of ${currency}, 10000.00 at most`] },
      });
    }
    return { code, name, priceMinor };
  });

function minorOf({ amount, currency: named }: NonNullable<Asked['price']>, currency: string): number | null {
  if (named !== undefined && named !== currency) return null;
  return Number(amount) > MOST_MAJOR ? null : readAmount(amount, currency);
}
