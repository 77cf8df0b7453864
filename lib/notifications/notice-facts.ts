import { and, eq, ne } from 'drizzle-orm';
import { db } from '@/db';
import {
  clubs,
  courts,
  type notices,
  payments,
  type ReservationNoticeKind,
  type ReservationStatus,
  refunds,
  reservations,
  slotAlerts,
  users,
} from '@/db/schema';
import type { Locale } from '@/lib/context';
import { env } from '@/lib/env';
import { notFound } from '@/lib/errors';
import { formatMoney } from '@/lib/money';
import { isoWithOffset, localDateOf, localTime } from '@/lib/time';

type Notice = typeof notices.$inferSelect;

type User = typeof users.$inferSelect;

/** Everything a message may say about a reservation, in the reader's language and the club's time. */
export type ReservationFacts = {
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

/** What a message may say about a court that frees, in the reader's language and the city's time. */
export type SlotFacts = {
  playerName: string;
  city: string;
  /** YYYY-MM-DD in the city. */
  date: string;
  dateInWords: string;
  startTime: string;
  zoneName: string;
  durationMinutes: number;
  searchUrl: string;
};

/** A kind of notice with the facts that its words and its mail are made of. */
export type Content =
  | { kind: ReservationNoticeKind; facts: ReservationFacts }
  | { kind: 'slot_freed'; facts: SlotFacts };

/** What a notice is about, and what decides whether it is still worth sending. */
export type NoticeSubject = { user: User | null } & (
  | { kind: ReservationNoticeKind; facts: ReservationFacts; status: ReservationStatus }
  | { kind: 'slot_freed'; facts: SlotFacts; startsAt: Date }
);

/**
 * Reads, at the moment of sending, what a notice is about.
 * @throws AppError not_found when its reservation or alert is gone
 */
export function readNoticeSubject(notice: Notice): Promise<NoticeSubject> {
  const { kind } = notice;
  return kind === 'slot_freed' ? readSlot(notice) : readReservation(notice, kind);
}

async function readReservation(notice: Notice, kind: ReservationNoticeKind): Promise<NoticeSubject> {
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
  const base = pagesOf(locale);
  const facts: ReservationFacts = {
    playerName: user?.name ?? '',
    clubName: club.name,
    courtName: court.name,
    address: `${club.address}, ${club.city}`,
    ...startInWords(locale, reservation.startsAt, club.timeZone),
    endTime: localTime(reservation.endsAt.getTime(), club.timeZone),
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
  return { kind, facts, status: reservation.status, user };
}

/** The clubs of a city share its zone, so any of them tells it. */
async function readSlot({ objectId, locale }: Notice): Promise<NoticeSubject> {
  const [row] = await db()
    .select({ alert: slotAlerts, user: users, timeZone: clubs.timeZone })
    .from(slotAlerts)
    .innerJoin(users, eq(users.id, slotAlerts.userId))
    .innerJoin(clubs, eq(clubs.city, slotAlerts.city))
    .where(eq(slotAlerts.id, objectId))
    .limit(1);
  if (!row) throw notFound('slot alert');
  const { alert, user, timeZone } = row;
  const { city, startsAt, durationMinutes } = alert;
  const start = startInWords(locale, startsAt, timeZone);
  const search = new URLSearchParams({
    city,
    date: start.date,
    time: start.startTime,
    duration: String(durationMinutes),
  });
  const facts: SlotFacts = {
    playerName: user.name ?? '',
    city,
    ...start,
    durationMinutes,
    searchUrl: new URL(`courts?${search}`, pagesOf(locale)).href,
  };
  return { kind: 'slot_freed', facts, startsAt, user };
}

const pagesOf = (locale: Locale) => new URL(`/${locale}/`, env().NEXTAUTH_URL);

function startInWords(locale: Locale, startsAt: Date, timeZone: string) {
  const startsMs = startsAt.getTime();
  return {
    date: localDateOf(startsMs, timeZone),
    dateInWords: new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone }).format(startsMs),
    startTime: localTime(startsMs, timeZone),
    zoneName: zoneName(locale, timeZone, startsAt),
  };
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
    .where(and(eq(payments.reservationId, reservationId), ne(refunds.status, 'covered')));
  const named = rows.filter((row) => notice.objectId.startsWith(row.id));
  const meant = named.length > 0 ? named : rows;
  const [first] = meant;
  if (!first) return null;
  const total = meant.reduce((sum, row) => sum + row.amountMinor, 0);
  return formatMoney(total, first.currency, notice.locale);
}
