import { HELD } from '@/db/schema';
import { slotJson } from '@/lib/availability/slot-json';
import { moneyJson, toDecimal } from '@/lib/core/money';
import { isoWithOffset, localDateOf } from '@/lib/core/time';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';
import { breakdownShape } from './court-shape';

/** A reservation as every endpoint answers it; `client_secret` is there only while something is owed. */
export function reservationShape(reservation: ReservationDetails) {
  const { club, court, currency } = reservation;
  const startsAt = reservation.startsAt.getTime();
  const endsAt = reservation.endsAt.getTime();
  const holdEnd = HELD.some((held) => held === reservation.status) ? reservation.holdExpiresAt : null;
  const zone = { timeZone: club.timeZone, currency };
  const { start_time, end_time, starts_at, ends_at, price } = slotJson(zone, {
    startsAt,
    endsAt,
    priceMinor: reservation.priceMinor,
  });
  return {
    id: reservation.id,
    status: reservation.status,
    court_id: court.id,
    court: { id: court.id, name: court.name, indoor: court.indoor, surface: court.surface },
    club: { id: club.id, slug: club.slug, name: club.name, city: club.city, timezone: club.timeZone },
    date: localDateOf(startsAt, club.timeZone),
    start_time,
    end_time,
    duration: (endsAt - startsAt) / 60_000,
    starts_at,
    ends_at,
    expires_at: holdEnd && isoWithOffset(holdEnd.getTime(), club.timeZone),
    price,
    price_breakdown: breakdownShape(reservation.priceBreakdown, currency),
    extras: reservation.extras.map((line) => ({
      code: line.code,
      quantity: line.quantity,
      amount_minor: line.amountMinor,
    })),
    participants: reservation.participants.map((who) => ({ user_id: who.userId, name: who.name })),
    payment: paymentShape(reservation),
  };
}

function paymentShape({ payment }: ReservationDetails) {
  if (!payment) return null;
  return {
    id: payment.id,
    status: payment.status,
    amount: toDecimal(payment.amountMinor, payment.currency),
    currency: payment.currency,
    refunded: moneyJson(payment.refundedMinor, payment.currency),
    payment_intent_id: payment.paymentIntentId,
    decline_code: payment.declineCode,
    ...(payment.clientSecret ? { client_secret: payment.clientSecret } : {}),
  };
}
