import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import { type ClubExtra, clubs } from '@/db/schema';
import type { Club } from '@/lib/catalogue/catalogue';
import { amountOf, askedAmount } from '@/lib/core/input/asked-amount';
import { keptName } from '@/lib/core/input/kept-text';
import { plainCode } from '@/lib/core/input/plain-code';
import { toDecimal } from '@/lib/core/money';

/** Something that is sold with a court, at a price for each piece. */
export const extraSchema = z.strictObject({
  code: plainCode.describe('By which bookings name it.'),
  name: z.strictObject({ es: keptName(80), en: keptName(80) }),
  price: askedAmount.describe('For each piece, in the currency of the club.'),
});
export type ExtraBody = z.output<typeof extraSchema>;

/**
 * Writes the extras of a club in place of all that it had. Bookings keep theirs.
 * @throws AppError `invalid_input` for an amount that cannot be charged
 */
export async function writeExtras(
  tx: Tx,
  { id, currency }: Pick<Club, 'id' | 'currency'>,
  wanted: readonly ExtraBody[],
): Promise<ClubExtra[]> {
  const extras = wanted.map(({ code, name, price }, index) => ({
    code,
    name,
    priceMinor: amountOf(`extras.${index}.price`, price, currency),
  }));
  await tx.update(clubs).set({ extras }).where(eq(clubs.id, id));
  return extras;
}

/** An extra as the API writes it. */
export const extraJson = ({ code, name, priceMinor }: ClubExtra, currency: string): ExtraBody => ({
  code,
  name,
  price: toDecimal(priceMinor, currency),
});
