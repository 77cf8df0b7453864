import { z } from 'zod';
import { db, type Tx, transaction } from '@/db';
import type { After } from '@/db/after-commit';
import { isOwnBooking } from '@/lib/auth/visitors/own-booking';
import type { Refusal } from '@/lib/availability/offer';
import type { Club } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { askedDate, askedTime, assertInReach } from '@/lib/core/input/asked-time';
import { MINUTE_MS, type TimeRange } from '@/lib/core/time';
import { findRepeated } from '@/lib/desk/acts/find-repeated';
import { PlaceTaken } from '@/lib/desk/bookings/find-place';
import { placesAt } from '@/lib/desk/judge-place';
import { lockRows } from '@/lib/desk/moves/lock-bookings';
import type { Plan } from '@/lib/desk/moves/plan-move';
import { readMoved } from '@/lib/desk/moves/read-moved';
import { writeMoves } from '@/lib/desk/moves/write-moves';
import { cancelHold } from '@/lib/payments/cancel-hold';
import { type OpenPayment, startPayment } from '@/lib/payments/start-payment';
import type { Act } from '@/lib/records/acts';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { refusal, refusalWithAlternatives } from '@/lib/reservations/refuse-slot';
import { assertMayReplace, findReplacement, holdReplacement } from './hold-replacement';
import { judgeOwnMove, type OwnWish } from './judge-own-move';
import { readBooked, readQuota } from './read-booked';

export const moveOwnSchema = z.strictObject({
  reservationId: z.uuid(),
  /** Its own unless said. */
  courtId: z.int().positive().max(2_147_483_647).optional(),
  /** Local to the club. */
  date: askedDate,
  startTime: askedTime,
  /** As long as it is unless said. */
  durationMinutes: z.int().positive().max(1440).optional(),
});
export type MoveOwn = z.output<typeof moveOwnSchema>;

/** What a move does. Amounts are minor units, the difference below 0 where the place is cheaper. */
export type SeenMove = {
  courtId: number;
  startsAt: number;
  endsAt: number;
  priceMinor: number;
  differenceMinor: number;
  currency: string;
  timeZone: string;
};

/** Done at once, or held until the difference is paid. */
export type OwnMove =
  | { is: 'moved'; reservationId: string; differenceMinor: number; act: Act }
  | { is: 'held'; reservationId: string; differenceMinor: number };

/** The same with the payment of the difference. */
type OpenedMove =
  | Extract<OwnMove, { is: 'moved' }>
  | (Extract<OwnMove, { is: 'held' }> & { payment: OpenPayment });

type Asked = Omit<OwnWish, 'booking' | 'held'> & { booked: Reservation };
type Refused = { refused: Refusal; category: string | null };

/**
 * What a player's move of their own booking would do, without doing it.
 * @throws AppError as `takeOwnMove`, but for `rate_limited`
 */
export async function previewOwnMove(ctx: Context, wanted: MoveOwn): Promise<SeenMove> {
  const asked = await readAsked(ctx, wanted);
  const held = await findReplacement(asked.booked.id);
  const judged = await judgeOwnMove(db(), ctx, { ...asked, booking: asked.booked, held });
  if (!judged.ok) throw await refuse(ctx, asked, { refused: judged.reason, category: judged.category });
  return seen(judged.plan, asked.club);
}

const seen = ({ booking, court, place, differenceMinor }: Plan, { timeZone }: Club): SeenMove => ({
  courtId: court.id,
  ...place,
  priceMinor: booking.priceMinor + differenceMinor,
  differenceMinor,
  currency: booking.currency,
  timeZone,
});

/**
 * Moves a player's own booking within its club, as long as cancelling it is free. Where it costs the same or less it is
 * moved at once, what it costs less goes back to who paid, and it can be undone for a while in which nobody is told.
 * Where it costs more the place is held and the difference opened, and the booking stays where it is until that is
 * paid. Another hold of the same booking ends. A repeat under the same request key is the first move.
 * @throws AppError not_found, also for somebody else's booking or a court of another club; what `judgeOwnMove` throws;
 *   slot_taken with alternatives; not_bookable with the reason why the place is not sold, and `dst_gap`; rate_limited
 *   as `holdSlot`; invalid_input for a date out of reach; unauthenticated
 */
export async function takeOwnMove(ctx: Context, wanted: MoveOwn): Promise<OwnMove> {
  const asked = await readAsked(ctx, wanted);
  const moved = await orTaken(() => transaction((tx, after) => move(tx, after, ctx, asked)));
  if ('refused' in moved) throw await refuse(ctx, asked, moved);
  return moved;
}

/**
 * The same, with the payment of a dearer place opened.
 * @throws AppError also payment_service_unavailable with the hold saved
 */
export async function moveOwnBooking(ctx: Context, wanted: MoveOwn): Promise<OpenedMove> {
  const moved = await takeOwnMove(ctx, wanted);
  if (moved.is === 'moved') return moved;
  return { ...moved, payment: await startPayment(ctx, { reservationId: moved.reservationId }) };
}

async function readAsked(ctx: Context, wanted: MoveOwn): Promise<Asked> {
  const { booked, ownCourt, club } = await readBooked(ctx, wanted.reservationId);
  assertInReach(ctx, wanted.date, [club]);
  const wantedId = wanted.courtId ?? ownCourt.id;
  const court = [...club.courts, ownCourt].find(({ id }) => id === wantedId);
  if (!court) throw notFound('court');
  const asLong = (booked.endsAt.getTime() - booked.startsAt.getTime()) / MINUTE_MS;
  const { date, startTime, durationMinutes = asLong } = wanted;
  const [first, ...others] = placesAt(club, { date, startTime, durationMinutes });
  if (!first) throw refusal('dst_gap');
  return { club, court, booked, places: [first, ...others], quotaAt: await readQuota(ctx, club, booked) };
}

async function move(tx: Tx, after: After, ctx: Context, asked: Asked): Promise<OwnMove | Refused> {
  const { club, court, booked } = asked;
  const repeated = await findRepeated(tx, ctx, club.id);
  if (repeated) {
    const { differenceMinor } = await readMoved(tx, repeated.act, booked.id);
    return { is: 'moved', reservationId: booked.id, differenceMinor, act: repeated.act };
  }
  const [booking] = await lockRows(tx, ctx, [booked], [court.id]);
  if (!booking || !isOwnBooking(ctx.actor, booking)) throw notFound('reservation');
  if (booking.courtId !== booked.courtId)
    throw new AppError('conflict', 'The booking was moved just now: look again.');
  const held = await findReplacement(booking.id, tx);
  const judged = await judgeOwnMove(tx, ctx, { ...asked, booking, held });
  if (!judged.ok) return { refused: judged.reason, category: judged.category };
  const { plan } = judged;
  if (held && isSameHold(held, plan)) return heldAs(held.id, plan);
  if (held) await cancelHold(tx, after, ctx, held, 'other_move');
  if (plan.differenceMinor > 0) {
    await assertMayReplace(tx, ctx, club, { ...plan, held });
    return hold(tx, ctx, club, plan);
  }
  const act = await writeMoves(tx, after, ctx, {
    club,
    kind: 'own_move',
    plans: [plan],
    isTold: true,
    isOwn: true,
  });
  return { is: 'moved', reservationId: booking.id, differenceMinor: plan.differenceMinor, act };
}

/** A second click finds the hold of the first. */
const isSameHold = (held: Reservation, { court, place, differenceMinor }: Plan): boolean =>
  held.courtId === court.id &&
  held.startsAt.getTime() === place.startsAt &&
  held.endsAt.getTime() === place.endsAt &&
  held.priceMinor === differenceMinor;

const heldAs = (reservationId: string, { differenceMinor }: Plan): OwnMove => ({
  is: 'held',
  reservationId,
  differenceMinor,
});

async function hold(tx: Tx, ctx: Context, club: Club, plan: Plan): Promise<OwnMove | Refused> {
  const id = await holdReplacement(tx, ctx, club, plan);
  return id ? heldAs(id, plan) : { refused: 'taken', category: null };
}

/** What the constraint refuses is taken. */
async function orTaken(run: () => Promise<OwnMove | Refused>): Promise<OwnMove | Refused> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof PlaceTaken)) throw error;
    return { refused: 'taken', category: error.category };
  }
}

function refuse(ctx: Context, { club, court, places, quotaAt }: Asked, { refused, category }: Refused) {
  const [place]: readonly [TimeRange, ...TimeRange[]] = places;
  const durationMinutes = (place.endsAt - place.startsAt) / MINUTE_MS;
  const wish = { startsAt: place.startsAt, durationMinutes, category, now: ctx.now.getTime() };
  return refusalWithAlternatives(refused, club, court, wish, quotaAt(category));
}
