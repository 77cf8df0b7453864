import { and, asc, eq, inArray, ne, type SQL, sql } from 'drizzle-orm';
import { db } from '@/db';
import { clubs, courts, dues, payments, refunds, reservations } from '@/db/schema';
import { readSignedToken } from '@/lib/auth/signed-token';
import { notFound } from '@/lib/core/errors';
import { owedFor } from '@/lib/payments/owed-for';
import { UNUSABLE_CAUSES } from '@/lib/payments/refund-unusable-payment';
import { findDue } from './read-dues';

/** What a link asks for, without a word about whose booking it is. */
export type PaymentLink = {
  state: 'open' | 'settled';
  reservationId: string;
  /** The share that it pays, null when it pays all that is owed for the booking. */
  share: { dueId: string; dueBy: Date | null } | null;
  owedMinor: number;
  currency: string;
  /** The refunds of payments that bought nothing, oldest first. */
  refunds: (typeof refunds.$inferSelect)[];
  club: { name: string; slug: string; city: string; timeZone: string; phone: string | null };
  courtName: string;
  startsAt: Date;
  endsAt: Date;
};

/**
 * What a payment link leads to, for whoever has it. It is settled once its due is paid or waived, or once nothing is
 * owed for the booking.
 * @throws AppError not_found for a link that we did not make
 */
export async function findPaymentLink(token: string): Promise<PaymentLink> {
  const dueId = readSignedToken('payment-link', token);
  const [row] = await db()
    .select({ reservation: reservations, club: clubs, courtName: courts.name })
    .from(reservations)
    .innerJoin(clubs, eq(clubs.id, reservations.clubId))
    .innerJoin(courts, eq(courts.id, reservations.courtId))
    .where(dueId === null ? isOfToken(token) : isOfDue(dueId));
  if (!row) throw notFound('payment link');
  const { reservation, club, courtName } = row;
  const due = dueId === null ? null : await findDue(db(), dueId);
  const share = due?.cause === 'share' ? { dueId: due.id, dueBy: due.dueBy } : null;
  const owedMinor = await owedFor(db(), reservation, share?.dueId);
  const { name, slug, city, timeZone, phone } = club;
  return {
    state: (due === null || due.amountMinor > 0) && owedMinor > 0 ? 'open' : 'settled',
    reservationId: reservation.id,
    share,
    owedMinor,
    currency: reservation.currency,
    refunds: await listUnusable(reservation.id, share?.dueId),
    club: { name, slug, city, timeZone, phone },
    courtName,
    startsAt: reservation.startsAt,
    endsAt: reservation.endsAt,
  };
}

function isOfToken(token: string): SQL {
  const reservationId = readSignedToken('payment-of-all', token);
  return reservationId === null ? sql`false` : eq(reservations.id, reservationId);
}

const isOfDue = (dueId: string): SQL =>
  inArray(reservations.id, db().select({ id: dues.reservationId }).from(dues).where(eq(dues.id, dueId)));

/** Whoever pays a share sees what became of their own payments alone. */
async function listUnusable(reservationId: string, dueId?: string): Promise<PaymentLink['refunds']> {
  const rows = await db()
    .select({ refund: refunds })
    .from(refunds)
    .innerJoin(payments, eq(payments.id, refunds.paymentId))
    .where(
      and(
        dueId === undefined ? eq(payments.reservationId, reservationId) : eq(payments.dueId, dueId),
        inArray(refunds.cause, [...UNUSABLE_CAUSES]),
        ne(refunds.status, 'recalled'),
      ),
    )
    .orderBy(asc(refunds.createdAt));
  return rows.map(({ refund }) => refund);
}
