import { and, eq, ne, notInArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { customers, OFF_BOARD, reservations, users } from '@/db/schema';
import { may, requireMay } from '@/lib/auth/permissions';
import { type BookingMoney, readBookingMoney } from '@/lib/billing/read-booking-money';
import type { Context } from '@/lib/core/context';
import { notFound } from '@/lib/core/errors';
import { STILL_PAID_MINOR } from '@/lib/ledger/money-words';
import { getReservation, type ReservationDetails } from '@/lib/reservations/reservation-details';
import { type HistoryEntry, listHistory } from '@/lib/desk/history/list-history';

/** A booking with all that the staff of its club see of it. Amounts are minor units of its currency. */
export type ClubBooking = ReservationDetails &
  BookingMoney & {
    /** Whoever it is for. Their `customerId` is known from the confirmation on. */
    who: { name: string; email: string | null; phone: string | null; customerId: string | null } | null;
    /** What of its money is still here, as on the board. */
    paidMinor: number;
    /** Whether its series has another booking on its date, so that this one cannot stand again. */
    isDateTaken: boolean;
    /** Oldest first. */
    history: HistoryEntry[];
  };

/**
 * One booking of a club for its staff. Messages are left out for a role that may not see them.
 * @throws AppError `not_found`, also for a booking of another club; `forbidden`, `unauthenticated`
 */
export async function getBooking(ctx: Context, clubId: number, id: string): Promise<ClubBooking> {
  requireMay(ctx, clubId, 'seeBooking', 'reservation');
  const reservation = await getReservation(ctx, id);
  if (reservation.clubId !== clubId) throw notFound('reservation');
  const [who, paidMinor, money, isDateTaken] = await Promise.all([
    findWho(reservation),
    readPaid(id),
    readBookingMoney(id),
    findDateTaken(reservation),
  ]);
  return {
    ...reservation,
    notices: may(ctx.actor, clubId, 'seeMessages') ? reservation.notices : [],
    who,
    paidMinor,
    isDateTaken,
    ...money,
    history: await listHistory(partsOf(reservation, money)),
  };
}

async function findWho({
  clubId,
  userId,
  customerId,
  guest,
}: ReservationDetails): Promise<ClubBooking['who']> {
  const { name, email, phone } = customers;
  if (customerId !== null) {
    const [person] = await db()
      .select({ name, email, phone, customerId: customers.id })
      .from(customers)
      .where(eq(customers.id, customerId));
    return person ? { ...person, name: person.name ?? NAMELESS } : null;
  }
  if (userId === null) return guest && { ...guest, phone: null, customerId: null };
  const [member] = await db()
    .select({ account: users, customerId: customers.id, phone })
    .from(users)
    .leftJoin(customers, and(eq(customers.userId, users.id), eq(customers.clubId, clubId)))
    .where(eq(users.id, userId));
  if (!member) return null;
  const { account, ...asCustomer } = member;
  return {
    name: account.name ?? guest?.name ?? NAMELESS,
    email: account.email,
    phone: account.phone ?? asCustomer.phone,
    customerId: asCustomer.customerId,
  };
}

const NAMELESS = '—';

const paidSchema = z.tuple([z.object({ minor: z.number() })]);

async function readPaid(id: string): Promise<number> {
  const rows = await db().execute(
    sql`select ${STILL_PAID_MINOR}::int as minor from reservations r where r.id = ${id}::uuid`,
  );
  return paidSchema.parse([...rows])[0].minor;
}

async function findDateTaken({ id, seriesId, seriesDate }: ReservationDetails): Promise<boolean> {
  if (seriesId === null || seriesDate === null) return false;
  const isOther = and(ne(reservations.id, id), notInArray(reservations.status, [...OFF_BOARD]));
  const isThen = and(eq(reservations.seriesId, seriesId), eq(reservations.seriesDate, seriesDate));
  return (await db().$count(reservations, and(isThen, isOther))) > 0;
}

const partsOf = (
  { id, taken, payment, refunds }: ReservationDetails,
  { dues, tillEntries }: BookingMoney,
) => ({
  reservation: [id],
  payment: [...new Set([...taken, ...(payment ? [payment] : [])].map((row) => row.id))],
  refund: refunds.map((row) => row.id),
  due: dues.map((row) => row.id),
  till: tillEntries.map((row) => row.id),
});
