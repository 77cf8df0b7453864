import { z } from 'zod';
import { changeOrPreview } from '@/db/change-or-preview';
import { requireMay } from '@/lib/auth/permissions';
import { getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { askedAmount } from '@/lib/core/input/asked-amount';
import { keptText } from '@/lib/core/input/kept-text';
import { askedMoney } from './asked-money';
import { enterMoney } from './enter-money';
import { findEntry, type ShownEntry } from './read-entries';

export const addTillEntrySchema = z.strictObject({
  kind: z.enum(['cash_in', 'cash_out']),
  amount: askedAmount,
  note: keptText(500).pipe(z.string().min(1)),
  shiftId: z.uuid().optional(),
});

/**
 * Puts cash into an open till, or takes some out of it, for no booking.
 * @throws AppError conflict without an open till, invalid_input, not_found, forbidden, unauthenticated
 */
export async function addTillEntry(
  ctx: Context,
  clubIdOrSlug: string,
  { kind, amount, note, shiftId }: z.output<typeof addTillEntrySchema>,
): Promise<ShownEntry> {
  const { id: clubId, currency } = await getClub(clubIdOrSlug);
  requireMay(ctx, clubId, 'takeMoney');
  const minor = askedMoney(amount, currency);
  const amountMinor = kind === 'cash_in' ? minor : -minor;
  return changeOrPreview(ctx, async (tx) => {
    const entry = { kind, amountMinor, note, shiftId, method: 'cash' as const };
    const { id } = await enterMoney(tx, ctx, { clubId, currency, reservationId: null }, entry);
    return findEntry(tx, id);
  });
}
