import { db } from '@/db';
import { isOwnBooking } from '@/lib/auth/visitors/own-booking';
import { signedToken } from '@/lib/auth/signed-token';
import type { Context } from '@/lib/core/context';
import { type Due, shownId } from '@/lib/ledger/open-due';
import { owedFor } from '@/lib/payments/owed-for';
import { isOnHold } from '@/lib/reservations/is-held';
import { getReservation } from '@/lib/reservations/reservation-details';
import type { TillEntry } from './enter-money';
import { readBookingMoney } from './read-booking-money';

/** What a booking's reader is told of its money beside the payments by card, in minor units. */
export type DeskMoney = {
  /** What is still owed for a court that is the player's, negative when the club owes it. 0 for a hold. */
  owedMinor: number;
  /** Names the payment link by which its player pays what is owed. Null for anybody else and when nothing is. */
  payToken: string | null;
  /** What the desk took and paid back, oldest first, without what it took back as a mistake. */
  moved: readonly Pick<TillEntry, 'id' | 'at' | 'method' | 'amountMinor' | 'currency'>[];
  /** What the club let go of. */
  waivedMinor: number;
};

/**
 * What is owed for a booking and what changed hands for it at the desk, for its player or for staff of its club.
 * @throws AppError not_found, also for somebody else's
 */
export async function getDeskMoney(ctx: Context, reservationId: string): Promise<DeskMoney> {
  const reservation = await getReservation(ctx, reservationId);
  const [{ dues, tillEntries }, payableMinor] = await Promise.all([
    readBookingMoney(reservation.id),
    isOnHold(reservation.status) ? 0 : owedFor(db(), reservation),
  ]);
  const open = dues.filter(isOpen);
  const asked = open.find(({ amountMinor }) => amountMinor > 0);
  const paysOneself = isOwnBooking(ctx.actor, reservation) && payableMinor > 0;
  const payToken = paysOneself && asked ? tokenFor(asked) : null;
  return {
    owedMinor: sumOf(open),
    payToken,
    moved: withoutMistakes(tillEntries),
    waivedMinor: sumOf(dues.filter(({ waivedAt, amountMinor }) => waivedAt !== null && amountMinor > 0)),
  };
}

/** The link of a share asks for that one alone, and its booker pays all of them. */
const tokenFor = (due: Due): string =>
  due.cause === 'share'
    ? signedToken('payment-of-all', due.reservationId)
    : signedToken('payment-link', shownId(due));

const isOpen = ({ settledAt, waivedAt }: Due) => settledAt === null && waivedAt === null;

const sumOf = (some: readonly Due[]) => some.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

/** An entry and the one that takes it back cancel each other out. */
function withoutMistakes(entries: readonly TillEntry[]): TillEntry[] {
  const mistaken = new Set(entries.flatMap(({ reverses }) => reverses ?? []));
  return entries.filter(({ id, reverses }) => reverses === null && !mistaken.has(id));
}
