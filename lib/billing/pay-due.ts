import type { z } from 'zod';
import { changeOrPreview } from '@/db/change-or-preview';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { askedAmount } from '@/lib/core/input/asked-amount';
import { moneyJson } from '@/lib/core/money';
import { abandonPayments } from '@/lib/ledger/abandon-payments';
import type { Due } from '@/lib/ledger/open-due';
import { settleDue } from '@/lib/ledger/settle-dues';
import { askedMoney } from './asked-money';
import { enterForBooking, findEntered, waySchema } from './enter-money';
import { assertOpen, lockDue } from './lock-due';
import { findDue, type ShownDue } from './read-dues';
import { findEntry, type ShownEntry } from './read-entries';

export const payDueSchema = waySchema.extend({
  /** Always positive. All that is owed when absent. */
  amount: askedAmount.optional(),
});

export type DuePaid = { entry: ShownEntry; due: ShownDue };

/**
 * Takes money at the desk for what a customer owes, or pays out what the club owes. A part leaves the rest owed under
 * the same id. An open intent over the old sum is cancelled.
 * @throws AppError conflict with `owed` for more than that, and for cash without an open till; invalid_input,
 *   not_found, forbidden, unauthenticated
 */
export async function payDue(
  ctx: Context,
  dueId: string,
  { amount, ...way }: z.output<typeof payDueSchema>,
): Promise<DuePaid> {
  return changeOrPreview(ctx, async (tx, after) => {
    const locked = await lockDue(tx, ctx, dueId, verbFor);
    const { id, reservation } = locked;
    const before = await findEntered(tx, ctx, reservation.id);
    if (before) return { entry: await findEntry(tx, before.id), due: await findDue(tx, id) };
    const due = assertOpen(locked);
    const amountMinor = signed(due, amount);
    const kind = amountMinor > 0 ? 'payment' : 'payout';
    const { id: entryId } = await enterForBooking(tx, ctx, reservation, { ...way, kind, amountMinor });
    await settleDue(tx, ctx, due, { paidMinor: amountMinor, by: { entry_id: entryId } });
    if (kind === 'payment') await abandonPayments(tx, after, { reservationIds: [reservation.id] });
    return { entry: await findEntry(tx, entryId), due: await findDue(tx, id) };
  });
}

const verbFor = ({ amountMinor }: Due) => (amountMinor > 0 ? 'takeMoney' : 'payOut');

/** What is paid now, with the sign of what is owed. */
function signed({ amountMinor, currency }: Due, amount: string | undefined): number {
  const owedMinor = Math.abs(amountMinor);
  const paidMinor = amount === undefined ? owedMinor : askedMoney(amount, currency);
  if (paidMinor <= owedMinor) return Math.sign(amountMinor) * paidMinor;
  throw new AppError('conflict', 'That is more than is owed.', {
    details: { owed: moneyJson(owedMinor, currency) },
  });
}
