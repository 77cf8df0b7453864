import { and, asc, eq, gt, isNull, ne, or } from 'drizzle-orm';
import { db } from '@/db';
import { clubs, courts, participants, reservations } from '@/db/schema';
import { isSelf } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { gameToken } from './game-link';

const MOST = 50;

/** An upcoming game that somebody else booked. */
export type JoinedGame = {
  token: string;
  accepted: boolean;
  startsAt: Date;
  endsAt: Date;
  club: Pick<typeof clubs.$inferSelect, 'name' | 'city' | 'timeZone'>;
  courtName: string;
};

/** The games ahead on whose list of players this account is, soonest first. None of who is not signed in. */
export async function listJoinedGames({ actor, now }: Context): Promise<JoinedGame[]> {
  if (!isSelf(actor)) return [];
  const rows = await db()
    .select({
      reservation: reservations,
      club: clubs,
      courtName: courts.name,
      acceptedAt: participants.acceptedAt,
    })
    .from(participants)
    .innerJoin(reservations, eq(reservations.id, participants.reservationId))
    .innerJoin(clubs, eq(clubs.id, reservations.clubId))
    .innerJoin(courts, eq(courts.id, reservations.courtId))
    .where(
      and(
        eq(participants.userId, actor.userId),
        or(isNull(reservations.userId), ne(reservations.userId, actor.userId)),
        eq(reservations.status, 'confirmed'),
        gt(reservations.endsAt, now),
      ),
    )
    .orderBy(asc(reservations.startsAt))
    .limit(MOST);
  return rows.map(({ reservation, club, courtName, acceptedAt }) => ({
    token: gameToken(reservation),
    accepted: acceptedAt !== null,
    startsAt: reservation.startsAt,
    endsAt: reservation.endsAt,
    club,
    courtName,
  }));
}
