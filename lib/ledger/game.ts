import type { ReservationKind } from '@/db/schema';

/** The kinds of reservations that are games: they have players and a price. The others only take a court. */
export const GAME_KINDS = ['booking', 'walk_in'] as const satisfies ReservationKind[];
export type GameKind = (typeof GAME_KINDS)[number];

/** Whether a reservation is a game. What only takes a court minds no rules. */
export const isGame = <R extends { kind: ReservationKind }>(
  reservation: R,
): reservation is Extract<R, { kind: GameKind }> | (R & { kind: GameKind }) =>
  reservation.kind === 'booking' || reservation.kind === 'walk_in';
