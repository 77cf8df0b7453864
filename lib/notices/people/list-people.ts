import { and, asc, inArray, isNotNull, or } from 'drizzle-orm';
import { participants } from '@/db/schema';
import { type On, type Recipient, recipientOf } from './find-addressees';

type Booked = { id: string; userId: string | null; customerId: string | null };
type Of = { reservationId: string };
type Player = Of & { participantPosition: number };

type Which = 'all' | 'accepted';

/**
 * The players of bookings who can be told something, by their places: all of them, or those who said that they come.
 * Whoever booked is none of them.
 */
export async function listPlayers(
  on: On,
  bookings: readonly Booked[],
  which: Which = 'all',
): Promise<Player[]> {
  if (bookings.length === 0) return [];
  const bookerOf = new Map(bookings.map(({ id, userId, customerId }) => [id, userId ?? customerId]));
  const { reservationId, position, userId, customerId, email, acceptedAt } = participants;
  const seats = await on
    .select({ reservationId, position, userId, customerId })
    .from(participants)
    .where(
      and(
        inArray(reservationId, [...bookerOf.keys()]),
        or(isNotNull(userId), isNotNull(customerId), isNotNull(email)),
        which === 'accepted' ? isNotNull(acceptedAt) : undefined,
      ),
    )
    .orderBy(asc(reservationId), asc(position));
  return seats
    .filter((seat) => (seat.userId ?? seat.customerId ?? undefined) !== bookerOf.get(seat.reservationId))
    .map((seat) => ({ reservationId: seat.reservationId, participantPosition: seat.position }));
}

/** Everybody of bookings who can be told something: who booked first, then the players. */
export async function listPeople(
  on: On,
  bookings: readonly Booked[],
  players: Which = 'all',
): Promise<(Recipient & Of)[]> {
  const bookers = bookings.flatMap(({ id: reservationId, userId, customerId }) => {
    const booker = recipientOf({ userId, customerId, participantPosition: null });
    return booker ? [{ reservationId, ...booker }] : [];
  });
  return [...bookers, ...(await listPlayers(on, bookings, players))];
}
