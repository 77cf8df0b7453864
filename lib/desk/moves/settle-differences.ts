import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import type { ActChange } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { groupBy } from '@/lib/core/group-by';
import { abandonPayments } from '@/lib/ledger/abandon-payments';
import { type Due, openDues } from '@/lib/ledger/open-due';
import { requestRefunds } from '@/lib/ledger/request-refund';
import { divideOverDues, listOpenDuesOf, type PaidPart, payDues } from '@/lib/ledger/settle-dues';
import { type Act, dueChange } from '@/lib/records/acts';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { listPaid, type Paid, paidOf } from '@/lib/reservations/find-paid';
import { leftOfAll, type RefundSplit, splitRefund } from '@/lib/reservations/split-refund';
import { nudge, nudgeRefund } from '@/lib/services/inngest/jobs';
import { queueOfRefund } from '@/lib/services/inngest/queues';

/** What goes back to cards, once there is an act that it waits for. */
export type BackToCards = RefundSplit<Paid['cards'][number]>['cards'];

type Settled = { changes: ActChange[]; cards: BackToCards };

/** A booking as it is now, and by how much its price rose, or fell when below 0. */
type Difference = { reservation: Reservation; differenceMinor: number };

/**
 * Settles with the desk by how much the prices of bookings changed. Open dues of the other sign end first. What is left
 * is owed by the customer, or goes back by how it came: by card, and at the desk as something that the club owes. A
 * payment that is open online is over what was owed before, so it is closed. The caller holds the reservations' locks.
 * @throws AppError conflict when less is left of what was paid than should go back
 */
export async function settleDifferences(
  tx: Tx,
  after: After,
  ctx: Context,
  all: readonly Difference[],
  asStaff = true,
): Promise<Settled> {
  const changed = all.filter(({ differenceMinor }) => differenceMinor !== 0);
  if (changed.length === 0) return { changes: [], cards: [] };
  const reservationIds = changed.map(({ reservation }) => reservation.id);
  await abandonPayments(tx, after, { reservationIds });
  const open = groupBy(await listOpenDuesOf(tx, reservationIds), ({ reservationId }) => reservationId);
  const offset = changed.map(({ reservation, differenceMinor }) => {
    const { parts, leftMinor } = divideOverDues(open.get(reservation.id) ?? [], -differenceMinor);
    return { reservation, parts, leftMinor: -leftMinor };
  });
  const ended = offset.flatMap(({ parts }) => parts);
  const rests = await payDues(tx, ctx, ended, { by: { by: 'move' }, asStaff });
  const back = await splitBack(tx, offset);
  const owed = await oweAll(tx, ctx, offset, back, asStaff);
  return {
    changes: changesOf(reservationIds, ended, [...rests, ...owed]),
    cards: [...back.values()].flatMap(({ cards }) => cards),
  };
}

/** What no due was there for: owed by the customer, or to go back when below 0. */
type Left = { reservation: Reservation; leftMinor: number };
type Back = ReadonlyMap<string, RefundSplit<Paid['cards'][number]>>;

/** How what goes back of each was paid. */
async function splitBack(tx: Tx, all: readonly Left[]): Promise<Back> {
  const falling = all.filter(({ leftMinor }) => leftMinor < 0);
  const known = await listPaid(
    tx,
    falling.map(({ reservation }) => reservation.id),
    true,
  );
  return new Map(
    falling.map(({ reservation, leftMinor }) => {
      const paid = paidOf(known, reservation.id);
      if (leftOfAll(paid) < -leftMinor) throw nothingLeft();
      return [reservation.id, splitRefund(paid, -leftMinor)];
    }),
  );
}

function oweAll(tx: Tx, ctx: Context, all: readonly Left[], back: Back, asStaff: boolean): Promise<Due[]> {
  const owing = all.flatMap(({ reservation, leftMinor }) => {
    const amountMinor = leftMinor > 0 ? leftMinor : -(back.get(reservation.id)?.tillMinor ?? 0);
    if (amountMinor === 0) return [];
    return { reservation, amountMinor, cause: 'moved' as const, dueBy: reservation.startsAt, asStaff };
  });
  return openDues(tx, ctx, owing);
}

/** Asks the money back that goes to cards, not before the act can no longer be undone. */
export async function refundDifference(
  tx: Tx,
  after: After,
  ctx: Context,
  cards: BackToCards,
  { act, asStaff }: { act: Act; asStaff: boolean },
): Promise<void> {
  const asked = cards.map(({ card, amountMinor }) => ({
    paymentId: card.id,
    amountMinor,
    currency: card.currency,
    cause: 'moved' as const,
    asStaff,
    notBefore: act,
  }));
  const refundIds = await requestRefunds(tx, ctx, asked);
  after(nudge, ...refundIds.map((id) => nudgeRefund(id, 1, queueOfRefund('moved'), act)));
}

/** What was ended and what was opened of each booking, in their order. */
function changesOf(
  reservationIds: readonly string[],
  ended: readonly PaidPart[],
  opened: readonly Due[],
): ActChange[] {
  return reservationIds.flatMap((reservationId) => [
    ...ended
      .filter(({ due }) => due.reservationId === reservationId)
      .map(({ due }) => dueChange(due.id, 'ended')),
    ...opened.filter((due) => due.reservationId === reservationId).map(({ id }) => dueChange(id, 'opened')),
  ]);
}

const nothingLeft = () =>
  new AppError('conflict', 'So much of what was paid is not left to give back: keep the price.', {
    details: { reason: 'nothing_left' },
  });
