import { asc, eq, inArray } from 'drizzle-orm';
import { db } from '@/db';
import { clubs, courts, reservations } from '@/db/schema';
import { directionsUrl } from '@/lib/catalogue/directions-url';
import { fullAddress } from '@/lib/catalogue/full-address';
import { notFound } from '@/lib/core/errors';
import { formatInstant, formatSpan } from '@/lib/core/i18n/format';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { siteUrl } from '@/lib/core/i18n/site-url';
import { oneLine } from '@/lib/core/input/kept-text';
import { formatMoney } from '@/lib/core/money';
import type { Notice, SeriesDateFacts, SeriesFacts } from '@/lib/notices/notice-facts';
import { findReader } from '@/lib/notices/people/find-reader';
import { givenBackColumns } from './given-back-columns';
import { startInWords } from './start-in-words';

/**
 * Reads the facts of a notice about dates of a series: those that stand, or those that were cancelled. It is open while
 * there is one.
 * @throws AppError not_found
 */
export async function readSeries(notice: Notice) {
  const rows = await readDates(notice);
  const isAboutEnd = notice.kind === 'series_cancelled' || notice.kind === 'series_closed';
  const dates = rows.filter(({ booking }) => booking.status === (isAboutEnd ? 'cancelled' : 'confirmed'));
  const [first] = [...dates, ...rows];
  if (!first) throw notFound('reservation');
  const { locale } = notice;
  const { booking, club } = first;
  const reader = (await findReader(db(), notice)) ?? null;
  const money = (minor: number) => formatMoney(minor, booking.currency, locale);
  const sum = (amountOf: (date: DateRow) => number) => dates.reduce((all, date) => all + amountOf(date), 0);
  const back = (minor: number) => (minor > 0 ? money(minor) : null);
  const facts: SeriesFacts = {
    readBy: booking.userId === null ? 'customer' : 'account',
    playerName: oneLine(reader?.name ?? ''),
    clubName: oneLine(club.name),
    clubPhone: club.phone,
    clubEmail: club.email,
    address: oneLine(fullAddress(club)),
    mapUrl: directionsUrl(club),
    timeZone: club.timeZone,
    startsAt: booking.startsAt,
    ...startInWords(locale, booking.startsAt, club.timeZone),
    dates: dates.map((date) => dateFacts(date, notice)),
    total: money(sum((date) => date.booking.priceMinor)),
    cancelRefund: back(sum((date) => (date.booking.cancelRefundMinor ?? 0) - date.backAtDesk)),
    deskRefund: back(sum((date) => date.backAtDesk)),
    givenBackBefore: back(sum((date) => date.givenBackBefore)),
    bankDecides: dates.some((date) => date.bankDecides),
    paidAtDesk: dates.some((date) => date.booking.staffSettledBy !== null),
    bookingsUrl: siteUrl(sitePaths.reservations, locale).href,
  };
  return { facts, reader, isOpen: dates.length > 0 };
}

type DateRow = Awaited<ReturnType<typeof readDates>>[number];

async function readDates({ detail }: Notice) {
  if (!detail || !('reservationIds' in detail)) throw notFound('reservation');
  return db()
    .select({ booking: reservations, club: clubs, court: courts, ...givenBackColumns })
    .from(reservations)
    .innerJoin(clubs, eq(clubs.id, reservations.clubId))
    .innerJoin(courts, eq(courts.id, reservations.courtId))
    .where(inArray(reservations.id, [...detail.reservationIds]))
    .orderBy(asc(reservations.startsAt));
}

function dateFacts({ booking, club, court }: DateRow, { locale }: Notice): SeriesDateFacts {
  const [startsAt, endsAt] = [booking.startsAt.getTime(), booking.endsAt.getTime()];
  return {
    reservationId: booking.id,
    dateInWords: formatInstant(startsAt, 'full', locale, club.timeZone),
    hours: formatSpan(startsAt, endsAt, locale, club.timeZone),
    courtName: oneLine(court.name),
    price: formatMoney(booking.priceMinor, booking.currency, locale),
  };
}
