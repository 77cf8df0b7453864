import type { ClubExtra, ExtraLine } from '@/db/schema';
import { AppError } from '@/lib/core/errors';
import { roundMoney } from '@/lib/core/money';

/**
 * The price of the extras at this club, in minor units. As many as are held keep their price, also of what the club
 * no longer sells.
 * @throws AppError invalid_input for an extra the club does not sell
 */
export function priceExtras(
  sold: readonly ClubExtra[],
  wanted: readonly { code: string; quantity: number }[],
  currency: string,
  held: readonly ExtraLine[] = [],
): ExtraLine[] {
  return wanted.map(({ code, quantity }, index) => {
    const kept = held.find((line) => line.code === code && line.quantity === quantity);
    if (kept) return kept;
    const extra = sold.find((candidate) => candidate.code === code);
    if (!extra) {
      throw new AppError('invalid_input', 'The club does not offer one of these extras.', {
        fields: { [`extras.${index}.code`]: ['is not offered here'] },
      });
    }
    const amountMinor = roundMoney(extra.priceMinor * quantity, currency);
    return { code, name: extra.name, quantity, amountMinor };
  });
}
