import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import type { ActChange } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { abandonPayments } from '@/lib/ledger/abandon-payments';
import { type Due, openDue } from '@/lib/ledger/open-due';
import { requestRefunds } from '@/lib/ledger/request-refund';
import { listOpenDues, settleDues } from '@/lib/ledger/settle-dues';
import type { Act } from '@/lib/records/acts';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { findPaid, type Paid } from '@/lib/reservations/find-paid';
import { leftOfAll, type RefundSplit, splitRefund } from '@/lib/reservations/split-refund';
import { nudge, nudgeRefund } from '@/lib/services/inngest/jobs';
import { queueOfRefund } from '@/lib/services/inngest/queues';

/** What goes back to cards, once there is an act that it waits for. */
export type BackToCards = RefundSplit<Paid['cards'][number]>['cards'];

type Settled = { changes: ActChange[]; cards: BackToCards };

/**
 * Settles with the desk by how much the price of a booking rose, or fell when below 0. Open dues of the other sign end
 * first. What is left is owed by the customer, or goes back by how it came: by card, and at the desk as something
 * that the club owes. A payment that is open online is over what was owed before, so it is closed. The caller holds
 * the reservation's lock.
 * @throws AppError conflict when less is left of what was paid than should go back
 */
export async function settleDifference(
  tx: Tx,
  after: After,
  ctx: Context,
  reservation: Reservation,
  differenceMinor: number,
): Promise<Settled> {
  if (differenceMinor === 0) return { changes: [], cards: [] };
  await abandonPayments(tx, after, { reservationIds: [reservation.id] });
  const before = await listOpenDues(tx, reservation.id);
  const cards = await settle(tx, ctx, reservation, differenceMinor);
  return { changes: changesOf(before, await listOpenDues(tx, reservation.id)), cards };
}

async function settle(
  tx: Tx,
  ctx: Context,
  reservation: Reservation,
  differenceMinor: number,
): Promise<BackToCards> {
  const offset = { paidMinor: -differenceMinor, by: { by: 'move' } };
  const leftMinor = -(await settleDues(tx, ctx, reservation.id, offset));
  const owe = (amountMinor: number) =>
    openDue(tx, ctx, { reservation, amountMinor, cause: 'moved', dueBy: reservation.startsAt });
  if (leftMinor > 0) await owe(leftMinor);
  if (leftMinor >= 0) return [];
  const paid = await findPaid(tx, reservation.id, true);
  if (leftOfAll(paid) < -leftMinor) throw nothingLeft();
  const { cards, tillMinor } = splitRefund(paid, -leftMinor);
  if (tillMinor > 0) await owe(-tillMinor);
  return cards;
}

/** Asks the money back that goes to cards, not before the act can no longer be undone. */
export async function refundDifference(
  tx: Tx,
  after: After,
  ctx: Context,
  cards: BackToCards,
  act: Act,
): Promise<void> {
  const asked = cards.map(({ card, amountMinor }) => ({
    paymentId: card.id,
    amountMinor,
    currency: card.currency,
    cause: 'moved' as const,
    asStaff: true,
    notBefore: act,
  }));
  const refundIds = await requestRefunds(tx, ctx, asked);
  after(nudge, ...refundIds.map((id) => nudgeRefund(id, 1, queueOfRefund('moved'), act)));
}

function changesOf(before: readonly Due[], after: readonly Due[]): ActChange[] {
  const missing = (one: readonly Due[], other: readonly Due[]) =>
    one.filter(({ id }) => other.every((due) => due.id !== id));
  const change = { entity: 'due', revision: null } as const;
  return [
    ...missing(before, after).map(({ id }) => ({
      ...change,
      id,
      before: { open: true },
      after: { open: false },
    })),
    ...missing(after, before).map(({ id }) => ({ ...change, id, before: null, after: { open: true } })),
  ];
}

const nothingLeft = () =>
  new AppError('conflict', 'So much of what was paid is not left to give back: keep the price.', {
    details: { reason: 'nothing_left' },
  });
