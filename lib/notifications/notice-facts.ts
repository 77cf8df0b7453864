import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { clubs, courts, type notices, payments, refunds, reservations, users } from '@/db/schema';
import { env } from '@/lib/env';
import { notFound } from '@/lib/errors';
import { formatMoney } from '@/lib/money';
import { isoWithOffset, localDateOf, localTime } from '@/lib/time';

type Notice = typeof notices.$inferSelect;

/** Everything a message may say about a reservation, in the reader's language and the club's time. */
export type NoticeFacts = {
  playerName: string;
  clubName: string;
  courtName: string;
  address: string;
  /** YYYY-MM-DD at the club. */
  date: string;
  /** As people say it: "martes, 24 de noviembre de 2026". */
  dateInWords: string;
  startTime: string;
  endTime: string;
  zoneName: string;
  durationMinutes: number;
  price: string;
  /** What went or goes back, when the message is about that. */
  refund: string | null;
  startsAtIso: string;
  startsAt: Date;
  endsAt: Date;
  reservationId: string;
  reservationUrl: string;
  cancelUrl: string;
  searchUrl: string;
  mapUrl: string;
};

/**
 * Reads, at the moment of sending, what a notice is about.
 * @throws AppError not_found when its reservation is gone
 */
export async function readNoticeFacts(notice: Notice) {
  const [row] = await db()
    .select({ reservation: reservations, club: clubs, court: courts, user: users })
    .from(reservations)
    .innerJoin(clubs, eq(clubs.id, reservations.clubId))
    .innerJoin(courts, eq(courts.id, reservations.courtId))
    .leftJoin(users, eq(users.id, notice.userId ?? reservations.userId))
    .where(eq(reservations.id, notice.reservationId ?? notice.objectId));
  if (!row) throw notFound('reservation');
  const { reservation, club, court, user } = row;
  const { locale } = notice;
  const startsMs = reservation.startsAt.getTime();
  const base = new URL(`/${locale}/`, env().NEXTAUTH_URL);
  const facts: NoticeFacts = {
    playerName: user?.name ?? '',
    clubName: club.name,
    courtName: court.name,
    address: `${club.address}, ${club.city}`,
    date: localDateOf(startsMs, club.timeZone),
    dateInWords: new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: club.timeZone }).format(
      startsMs,
    ),
    startTime: localTime(startsMs, club.timeZone),
    endTime: localTime(reservation.endsAt.getTime(), club.timeZone),
    zoneName: zoneName(locale, club.timeZone, reservation.startsAt),
    durationMinutes: (reservation.endsAt.getTime() - startsMs) / 60_000,
    price: formatMoney(reservation.priceMinor, reservation.currency, locale),
    refund: await refundInWords(notice, reservation.id),
    startsAtIso: isoWithOffset(startsMs, club.timeZone),
    startsAt: reservation.startsAt,
    endsAt: reservation.endsAt,
    reservationId: reservation.id,
    reservationUrl: new URL(`reservations/${reservation.id}`, base).href,
    cancelUrl: new URL(`reservations/${reservation.id}#cancel`, base).href,
    searchUrl: new URL(`clubs/${club.slug}?date=${localDateOf(startsMs, club.timeZone)}`, base).href,
    mapUrl: `https://www.openstreetmap.org/?mlat=${club.latitude}&mlon=${club.longitude}#map=17/${club.latitude}/${club.longitude}`,
  };
  return { facts, reservation, user };
}

function zoneName(locale: string, timeZone: string, at: Date): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'longGeneric' }).formatToParts(at);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
}

/** The refund the notice names, or all that was promised back for its reservation. */
async function refundInWords(notice: Notice, reservationId: string): Promise<string | null> {
  const rows = await db()
    .select({ id: refunds.id, amountMinor: refunds.amountMinor, currency: refunds.currency })
    .from(refunds)
    .innerJoin(payments, eq(payments.id, refunds.paymentId))
    .where(eq(payments.reservationId, reservationId));
  const named = rows.filter((row) => row.id === notice.objectId);
  const meant = named.length > 0 ? named : rows;
  const [first] = meant;
  if (!first) return null;
  const total = meant.reduce((sum, row) => sum + row.amountMinor, 0);
  return formatMoney(total, first.currency, notice.locale);
}
