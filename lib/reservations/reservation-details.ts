import {
  and,
  asc,
  count,
  desc,
  eq,
  exists,
  gt,
  inArray,
  isNotNull,
  isNull,
  lte,
  ne,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { clubs, courts, HELD, notices, participants, payments, refunds, reservations } from '@/db/schema';
import { isOwnBooking, ownBookings, requireBooker } from '@/lib/auth/visitors/own-booking';
import { requireActor, requireMay } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { aboutBookings, bookingsIn } from '@/lib/notices/series/about-bookings';
import { groupBy } from '@/lib/core/group-by';
import { unseal } from '@/lib/core/seal';
import { STILL_OWED_MINOR } from '@/lib/ledger/money-words';
import { paging } from '@/lib/web/paging';
import { listPaid } from './find-paid';

type Reservation = typeof reservations.$inferSelect;

/** One reservation with all that its page and its JSON show. */
export type ReservationDetails = Reservation & {
  club: Pick<
    typeof clubs.$inferSelect,
    | 'id'
    | 'slug'
    | 'name'
    | 'city'
    | 'address'
    | 'timeZone'
    | 'latitude'
    | 'longitude'
    | 'phone'
    | 'deletedAt'
  >;
  court: typeof courts.$inferSelect;
  participants: (typeof participants.$inferSelect)[];
  /** The standing payment, else the newest attempt. `clientSecret` is for the payer only, while something is owed. */
  payment:
    | (Omit<typeof payments.$inferSelect, 'sealedClientSecret'> & { clientSecret: string | null })
    | null;
  /** Those that were taken, oldest first. */
  taken: Omit<typeof payments.$inferSelect, 'sealedClientSecret'>[];
  refunds: (typeof refunds.$inferSelect)[];
  /** The price of a hold, else what is still due: negative when the club owes it. */
  owedMinor: number;
  /** Those to whoever booked. */
  notices: (typeof notices.$inferSelect)[];
};

/**
 * One reservation, for who booked it or for staff of its club.
 * @throws AppError unauthenticated, not_found, also for somebody else's
 */
export async function getReservation(ctx: Context, reservationId: string): Promise<ReservationDetails> {
  const [row] = z.uuid().safeParse(reservationId).success
    ? await read(ctx.now, eq(reservations.id, reservationId))
    : [];
  if (row && isOwnBooking(ctx.actor, row)) return row;
  requireActor(ctx);
  if (!row) throw notFound('reservation');
  requireMay(ctx, row.clubId, 'seeBooking', 'reservation');
  return withoutSecret(row);
}

const withoutSecret = (row: ReservationDetails): ReservationDetails => ({
  ...row,
  payment: row.payment && { ...row.payment, clientSecret: null },
});

export const listReservationsSchema = z.object({
  when: z.enum(['upcoming', 'past']).default('upcoming'),
  ...paging,
});

/**
 * The actor's reservations: future ones soonest first, past ones newest first. Lapsed holds are left out, unless
 * money came for them or the bank still works on it.
 */
export async function listReservations(
  ctx: Context,
  { when, page, pageSize }: z.output<typeof listReservationsSchema>,
): Promise<{ results: ReservationDetails[]; count: number }> {
  requireBooker(ctx);
  const paymentWith = (what: SQL | undefined) =>
    exists(
      db()
        .select({ id: payments.id })
        .from(payments)
        .where(and(eq(payments.reservationId, reservations.id), what)),
    );
  const paid = paymentWith(isNotNull(payments.completedAt));
  const processing = paymentWith(and(eq(payments.status, 'pending'), isNotNull(payments.processingSince)));
  const ahead = and(
    gt(reservations.endsAt, ctx.now),
    or(
      eq(reservations.status, 'confirmed'),
      and(inArray(reservations.status, [...HELD]), gt(reservations.holdExpiresAt, ctx.now)),
      and(inArray(reservations.status, [...HELD, 'expired']), processing),
    ),
  );
  const gone = or(
    and(lte(reservations.endsAt, ctx.now), ne(reservations.status, 'expired')),
    // The hold of a move that its player did not make.
    and(eq(reservations.status, 'cancelled'), isNull(reservations.replaces)),
    and(eq(reservations.status, 'expired'), paid),
  );
  const where = and(ownBookings(ctx.actor), when === 'upcoming' ? ahead : gone);
  const order = when === 'upcoming' ? asc(reservations.startsAt) : desc(reservations.startsAt);
  const [results, [total]] = await Promise.all([
    read(ctx.now, where, order, pageSize, (page - 1) * pageSize),
    db().select({ count: count() }).from(reservations).where(where),
  ]);
  return { results, count: total?.count ?? 0 };
}

async function read(
  now: Date,
  where: SQL | undefined,
  order = asc(reservations.id),
  limit = 1,
  offset = 0,
): Promise<ReservationDetails[]> {
  const rows = await db()
    .select({ reservation: reservations, club: clubs, court: courts, owedMinor: OWED_MINOR })
    .from(reservations)
    .innerJoin(clubs, eq(clubs.id, reservations.clubId))
    .innerJoin(courts, eq(courts.id, reservations.courtId))
    .where(where)
    .orderBy(order, asc(reservations.id))
    .limit(limit)
    .offset(offset);
  const ids = rows.map((row) => row.reservation.id);
  if (ids.length === 0) return [];
  const [people, paid, standing, back, told] = await Promise.all([
    db()
      .select()
      .from(participants)
      .where(inArray(participants.reservationId, ids))
      .orderBy(asc(participants.position)),
    db().select().from(payments).where(inArray(payments.reservationId, ids)).orderBy(desc(payments.attempt)),
    listPaid(db(), ids),
    db()
      .select({ refund: refunds, reservationId: payments.reservationId })
      .from(refunds)
      .innerJoin(payments, eq(payments.id, refunds.paymentId))
      .where(and(inArray(payments.reservationId, ids), ne(refunds.status, 'recalled')))
      .orderBy(asc(refunds.createdAt)),
    db()
      .select()
      .from(notices)
      .where(and(inArray(notices.id, aboutBookings(ids)), isNull(notices.participantPosition)))
      .orderBy(asc(notices.createdAt)),
  ]);
  const peopleOf = groupBy(people, (row) => row.reservationId);
  const paidOf = groupBy(paid, (row) => row.reservationId);
  const backOf = groupBy(back, (row) => row.reservationId);
  const toldOf = groupBy(
    told.flatMap((notice) => bookingsIn(notice).map((id) => ({ id, notice }))),
    ({ id }) => id,
  );
  return rows.map(({ reservation, club, court, owedMinor }) => ({
    ...reservation,
    club,
    court,
    owedMinor,
    participants: peopleOf.get(reservation.id) ?? [],
    payment: shownPayment(
      now,
      reservation,
      paidOf.get(reservation.id),
      standing.get(reservation.id)?.cards.at(-1),
    ),
    taken: takenOf(paidOf.get(reservation.id)),
    refunds: (backOf.get(reservation.id) ?? []).map((row) => row.refund),
    notices: (toldOf.get(reservation.id) ?? []).map(({ notice }) => notice),
  }));
}

const OWED_MINOR = sql<number>`(select ${STILL_OWED_MINOR}::int from reservations r where r.id = ${reservations.id})`;

function takenOf(attempts: (typeof payments.$inferSelect)[] = []): ReservationDetails['taken'] {
  return attempts
    .filter(({ completedAt }) => completedAt !== null)
    .toSorted((a, b) => a.attempt - b.attempt)
    .map(({ sealedClientSecret: _, ...shown }) => shown);
}

/** Of several payments that stand, the first. */
function shownPayment(
  now: Date,
  reservation: Reservation,
  attempts: (typeof payments.$inferSelect)[] = [],
  standing?: { id: string },
): ReservationDetails['payment'] {
  const payment = attempts.find(({ id }) => id === standing?.id) ?? attempts[0];
  if (!payment) return null;
  const { sealedClientSecret, ...shown } = payment;
  const { status, holdExpiresAt } = reservation;
  const held = HELD.some((one) => one === status) && holdExpiresAt !== null && holdExpiresAt > now;
  const owed = held && payment.status === 'pending';
  return {
    ...shown,
    clientSecret: owed && sealedClientSecret ? unseal('client_secret', sealedClientSecret) : null,
  };
}
