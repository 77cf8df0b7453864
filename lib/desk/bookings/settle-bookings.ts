import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { requireMay } from '@/lib/auth/permissions';
import { enterPayment } from '@/lib/billing/enter-money';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { type Due, openDues } from '@/lib/ledger/open-due';
import { notify } from '@/lib/notices/notify';
import { recipientOf } from '@/lib/notices/people/find-addressees';
import type { Act } from '@/lib/records/acts';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import type { Settle } from './read-wish';

/**
 * Writes for each booking that costs something what the desk takes for it, or that it is owed until its game. Returns
 * what is owed.
 * @throws AppError conflict for cash without an open till, not_found for a till of another club, forbidden
 */
export async function settleBookings(
  tx: Tx,
  ctx: Context,
  booked: readonly Reservation[],
  settle: Settle,
): Promise<Due[]> {
  const sold = booked.filter(({ priceMinor }) => priceMinor > 0);
  if (settle === 'due' || settle === 'link') {
    const owing = sold.map((reservation) => {
      const { priceMinor: amountMinor, startsAt: dueBy } = reservation;
      return { reservation, amountMinor, cause: 'desk', dueBy } as const;
    });
    return openDues(tx, ctx, owing);
  }
  for (const reservation of sold) {
    requireMay(ctx, reservation.clubId, 'takeMoney');
    await enterPayment(tx, ctx, reservation, { ...settle, amountMinor: reservation.priceMinor });
  }
  return [];
}

/**
 * Sends a link for each due to whoever booked, once the act can no longer be undone.
 * @throws AppError invalid_input when there is no mailbox and no number for it
 */
export async function sendLinks(
  tx: Tx,
  after: After,
  [booking]: readonly Reservation[],
  owed: readonly Due[],
  act: Act,
): Promise<void> {
  const booker = booking && recipientOf({ ...booking, participantPosition: null });
  const subjects = owed.flatMap(({ id: objectId, reservationId }) =>
    booker ? [{ kind: 'payment_due' as const, objectId, reservationId, ...booker, act }] : [],
  );
  const sent = (await notify(tx, after, ...subjects)).filter(({ channel }) => channel !== 'call');
  if (sent.length === owed.length) return;
  throw new AppError('invalid_input', 'There is no address to which a link could go.', {
    fields: { settle: ['needs somebody with a mailbox or a mobile number'] },
    details: { reason: 'no_address' },
  });
}
