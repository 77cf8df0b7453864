import { fullAddress } from '@/lib/catalogue/full-address';
import type { Context } from '@/lib/core/context';
import { assertNever, notFound } from '@/lib/core/errors';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { siteUrl } from '@/lib/core/i18n/site-url';
import { calendarFile } from '@/lib/notices/calendar/calendar-file';
import { getReservation, type ReservationDetails } from './reservation-details';

/**
 * The game of a reservation as a calendar file, which adds it or removes a cancelled one.
 * @throws AppError not_found, also for somebody else's and for one that was never more than held
 */
export async function readCalendarFile(ctx: Context, reservationId: string) {
  const reservation = await getReservation(ctx, reservationId);
  const method = methodFor(reservation);
  if (method === null) throw notFound('reservation');
  const game = gameOf(ctx, reservation);
  return { method, file: calendarFile(game, { method, attendee: null, stampedAt: ctx.now }) };
}

function methodFor({ kind, status, confirmedAt }: ReservationDetails): 'PUBLISH' | 'CANCEL' | null {
  if (kind !== 'booking') return null;
  switch (status) {
    case 'confirmed':
    case 'completed':
    case 'no_show':
      return 'PUBLISH';
    case 'cancelled':
      return confirmedAt ? 'CANCEL' : null;
    case 'payment_pending':
    case 'pending':
    case 'expired':
      return null;
    default:
      return assertNever(status);
  }
}

function gameOf(ctx: Context, { club, court, ...reservation }: ReservationDetails) {
  return {
    reservationId: reservation.id,
    revision: reservation.revision,
    changedAt: reservation.updatedAt,
    clubName: club.name,
    courtName: court.name,
    address: fullAddress(club),
    timeZone: club.timeZone,
    startsAt: reservation.startsAt,
    endsAt: reservation.endsAt,
    reservationUrl: siteUrl(sitePaths.reservation(reservation.id), ctx.locale).href,
  };
}
