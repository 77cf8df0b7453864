import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { clubs, courts, reservations } from '@/db/schema';
import { isOwnBooking } from '@/lib/auth/visitors/own-booking';
import type { Actor, Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { findBooker } from '@/lib/notices/people/find-booker';
import { mayChangePlayers } from '../change-players';
import type { Reservation } from '../confirm-reservation';
import { findOwnSeat, type GameLink, listSeats, readGameLink, type Seat } from './game-link';
import { getSharedCost, type Share, type SharedCost } from './get-shared-cost';
import { seatsOf } from './seats';

/** A game as its link shows it to whoever has the link. */
export type Game = {
  reservationId: string;
  hostName: string;
  club: { id: number; slug: string; name: string; city: string; timeZone: string };
  court: Pick<typeof courts.$inferSelect, 'name' | 'sport' | 'format' | 'surface' | 'indoor'>;
  startsAt: Date;
  endsAt: Date;
  /** Whether who plays can still be changed. */
  isOpen: boolean;
  /** Of the court, whoever booked included. */
  seats: number;
  players: { position: number; name: string; accepted: boolean }[];
  /** What each pays where the cost is shared, in minor units, and by when. */
  share: { amountMinor: number; currency: string; dueBy: Date } | null;
  reader: GameReader;
};

/** `off` is who had a mail and is not on the list any more. */
type GameReader =
  | { kind: 'host' }
  | { kind: 'player'; position: number; accepted: boolean; share: Share | null }
  | { kind: 'off' }
  | { kind: 'guest' };

/**
 * The game of a link. Nothing changes by looking at it.
 * @throws AppError `not_found`
 */
export async function getGame(ctx: Context, token: string): Promise<Game> {
  const link = await readGameLink(token);
  const [[row], seats] = await Promise.all([
    db()
      .select({ reservation: reservations, club: clubs, court: courts })
      .from(reservations)
      .innerJoin(clubs, eq(clubs.id, reservations.clubId))
      .innerJoin(courts, eq(courts.id, reservations.courtId))
      .where(eq(reservations.id, link.reservationId)),
    listSeats(db(), link.reservationId),
  ]);
  if (!row) throw notFound('game');
  const { reservation, club, court } = row;
  const [host, own, cost] = await Promise.all([
    findBooker(db(), reservation),
    findOwnSeat(db(), ctx, link, seats),
    getSharedCost(reservation),
  ]);
  const [first] = cost?.shares ?? [];
  return {
    reservationId: reservation.id,
    hostName: host?.name || club.name,
    club,
    court,
    startsAt: reservation.startsAt,
    endsAt: reservation.endsAt,
    isOpen: mayChangePlayers(reservation, ctx.now),
    seats: seatsOf(court),
    players: seats.map(({ position, name, acceptedAt }) => ({
      position,
      name,
      accepted: acceptedAt !== null,
    })),
    share:
      cost && first
        ? { amountMinor: first.amountMinor, currency: reservation.currency, dueBy: cost.dueBy }
        : null,
    reader: readerOf(ctx.actor, reservation, link, own, cost),
  };
}

function readerOf(
  actor: Actor,
  reservation: Reservation,
  { invitation }: GameLink,
  own: Seat | undefined,
  cost: SharedCost | null,
): GameReader {
  if (own)
    return {
      kind: 'player',
      position: own.position,
      accepted: own.acceptedAt !== null,
      share: cost?.shares.find(({ position }) => position === own.position) ?? null,
    };
  if (invitation) return { kind: 'off' };
  return { kind: isOwnBooking(actor, reservation) ? 'host' : 'guest' };
}
