import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { courts, reservations } from '@/db/schema';
import { isOwnBooking, requireBooker } from '@/lib/auth/visitors/own-booking';
import { readBuyer } from '@/lib/availability/buyer';
import { listOwnGames } from '@/lib/availability/list-own-games';
import { type OwnGame, quotaOf } from '@/lib/availability/quota';
import { type Club, type Court, getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { findReplacement } from './hold-replacement';
import type { OwnWish } from './judge-own-move';

/**
 * A booking of the actor's own, with its court and club.
 * @throws AppError not_found, also for somebody else's; unauthenticated
 */
export async function readBooked(
  ctx: Context,
  id: string,
): Promise<{ booked: Reservation; ownCourt: Court; club: Club }> {
  requireBooker(ctx);
  const [row] = await db()
    .select({ booked: reservations, ownCourt: courts })
    .from(reservations)
    .innerJoin(courts, eq(courts.id, reservations.courtId))
    .where(eq(reservations.id, id));
  if (!row || !isOwnBooking(ctx.actor, row.booked)) throw notFound('reservation');
  return { ...row, club: await getClub(row.booked.clubId) };
}

/** The limit of a category that its person would reach at a place. The booking itself and its hold do not count. */
export async function readQuota(ctx: Context, club: Club, booked: Reservation): Promise<OwnWish['quotaAt']> {
  const games = (await listOwnGames(await readBuyer(ctx), [club])).get(club.id) ?? [];
  if (games.length === 0) return (category) => quotaOf(club, category, [], ctx.now.getTime());
  const held = await findReplacement(booked.id);
  const isSame = (game: OwnGame) => (one: Reservation | null) =>
    one?.courtId === game.courtId && one.startsAt.getTime() === game.startsAt;
  const others = games.filter((game) => ![booked, held].some(isSame(game)));
  return (category) => quotaOf(club, category, others, ctx.now.getTime());
}
