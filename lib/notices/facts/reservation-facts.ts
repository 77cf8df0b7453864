import { eq, sql } from 'drizzle-orm';
import { db } from '@/db';
import { clubs, courts, reservations } from '@/db/schema';
import { signedToken } from '@/lib/auth/signed-token';
import { cancellationTerms } from '@/lib/catalogue/cancellation-terms';
import { courtsBeside } from '@/lib/catalogue/catalogue';
import { directionsUrl } from '@/lib/catalogue/directions-url';
import { fullAddress } from '@/lib/catalogue/full-address';
import { lastingStart } from '@/lib/catalogue/policy-start';
import { assertNever, notFound } from '@/lib/core/errors';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { siteUrl } from '@/lib/core/i18n/site-url';
import { oneLine } from '@/lib/core/input/kept-text';
import { formatMoney } from '@/lib/core/money';
import { isoWithOffset, localTime } from '@/lib/core/time';
import { recipientOf } from '@/lib/notices/people/find-addressees';
import { findReader } from '@/lib/notices/people/find-reader';
import type { Notice, ReservationFacts } from '@/lib/notices/notice-facts';
import { givenBackColumns } from './given-back-columns';
import { startInWords } from './start-in-words';

/** Whether the mailbox that a visitor gave is that of an account. */
const HAS_ACCOUNT = sql<boolean>`exists (select from users u
  where u.email = ${reservations.guest} ->> 'email' and u.erased_at is null)`;

type Reservation = typeof reservations.$inferSelect;

/**
 * Reads the facts of a notice about its reservation.
 * @throws AppError not_found
 */
export async function readReservation(notice: Notice) {
  const [row] = await db()
    .select({
      reservation: reservations,
      club: clubs,
      court: courts,
      hasAccount: HAS_ACCOUNT,
      ...givenBackColumns,
    })
    .from(reservations)
    .innerJoin(clubs, eq(clubs.id, reservations.clubId))
    .innerJoin(courts, eq(courts.id, reservations.courtId))
    .where(eq(reservations.id, notice.reservationId ?? notice.objectId));
  if (!row) throw notFound('reservation');
  const { reservation, club, court } = row;
  const { locale } = notice;
  const booker = { userId: reservation.userId, customerId: reservation.customerId };
  const named = recipientOf(notice) ? notice : { ...notice, ...booker };
  const person = await findReader(db(), { ...named, reservationId: reservation.id });
  const startsMs = reservation.startsAt.getTime();
  const reads = readBy(notice, reservation);
  const page = pageOf(reads, reservation);
  const start = startInWords(locale, reservation.startsAt, club.timeZone);
  const durationMinutes = (reservation.endsAt.getTime() - startsMs) / 60_000;
  const search = new URLSearchParams({
    date: start.date,
    time: start.startTime,
    duration: String(durationMinutes),
  });
  const money = (minor: number | null) => (minor ? formatMoney(minor, reservation.currency, locale) : null);
  const facts: ReservationFacts = {
    readBy: reads,
    hasAccount: reads === 'visitor' ? row.hasAccount : null,
    playerName: oneLine(person?.name ?? ''),
    clubName: oneLine(club.name),
    clubPhone: club.phone,
    clubEmail: club.email,
    courtName: oneLine(court.name),
    courts: (await courtsBeside(court)).map(({ id, sport, format, surface, indoor, position }) => ({
      ...{ sport, format, surface, indoor, position },
      isLit: id === court.id,
    })),
    address: oneLine(fullAddress(club)),
    timeZone: club.timeZone,
    ...start,
    endTime: localTime(reservation.endsAt.getTime(), club.timeZone),
    durationMinutes,
    price: formatMoney(reservation.priceMinor, reservation.currency, locale),
    terms:
      reservation.status === 'confirmed'
        ? cancellationTerms(
            {
              policy: reservation.refundPolicy,
              startsAt: lastingStart(reservation),
              timeZone: club.timeZone,
            },
            locale,
            notice.createdAt,
          )
        : null,
    cancelRefund: money((reservation.cancelRefundMinor ?? 0) - row.backAtDesk),
    deskRefund: money(row.backAtDesk),
    givenBackBefore: money(row.givenBackBefore),
    bankDecides: row.bankDecides,
    paidAtDesk: reservation.staffSettledBy !== null,
    court: whoseCourt(reservation),
    startsAtIso: isoWithOffset(startsMs, club.timeZone),
    startsAt: reservation.startsAt,
    endsAt: reservation.endsAt,
    reservationId: reservation.id,
    revision: reservation.revision,
    changedAt: reservation.updatedAt,
    reservationUrl: siteUrl(page, locale).href,
    cancelUrl: siteUrl(`${page}#cancel`, locale).href,
    searchUrl: siteUrl(`${sitePaths.club(club.slug)}?${search}`, locale).href,
    mapUrl: directionsUrl(club),
  };
  return { facts, reservation, status: reservation.status, reader: person ?? null };
}

/**
 * Who booked without an account opens the booking by a link, which is a key to it and so goes to nobody else. The hold of
 * a move has no key of its own.
 */
const pageOf = (reads: ReservationFacts['readBy'], { id, replaces }: Reservation) =>
  reads === 'visitor'
    ? sitePaths.ownBooking(signedToken('booking', replaces ?? id))
    : sitePaths.reservation(id);

function readBy(notice: Notice, { userId, customerId, visitorId }: Reservation): ReservationFacts['readBy'] {
  if (notice.participantPosition !== null) return 'player';
  if (userId !== null) return 'account';
  return visitorId !== null && notice.customerId === customerId ? 'visitor' : 'customer';
}

function whoseCourt({ status, confirmedAt, replaces }: Reservation): ReservationFacts['court'] {
  switch (status) {
    case 'confirmed':
    case 'completed':
    case 'no_show':
      return 'theirs';
    case 'payment_pending':
    case 'pending':
    case 'cancelled':
    case 'expired':
      if (replaces !== null) return 'stayed_elsewhere';
      return confirmedAt ? 'given_up' : 'never_theirs';
    default:
      return assertNever(status);
  }
}
