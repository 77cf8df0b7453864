import { z } from 'zod';
import { HELD, PAYMENT_STATUSES, RESERVATION_STATUSES } from '@/db/schema';
import { slotJson } from '@/lib/availability/slot-json';
import { moneyJson, toDecimal } from '@/lib/core/money';
import { isoWithOffset, localDateOf } from '@/lib/core/time';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';
import { breakdownShape, clubKey, courtSchema } from './court-shape';
import { currency, decimal, instant, localDate, moneySchema } from './members';
import { priceLineSchema, slot } from './slot-schema';

export const paymentSchema = z.strictObject({
  id: z.uuid(),
  status: z.enum(PAYMENT_STATUSES),
  amount: decimal,
  currency,
  refunded: moneySchema,
  payment_intent_id: z.string().nullable(),
  decline_code: z.string().nullable(),
  client_secret: z.string().optional().describe('For the payer alone, and only while something is owed.'),
});

export const reservationSchema = z.strictObject({
  id: z.uuid(),
  status: z.enum(RESERVATION_STATUSES),
  court_id: z.int(),
  court: courtSchema.pick({ id: true, name: true, indoor: true, surface: true }),
  club: z.strictObject({ ...clubKey, timezone: z.string() }),
  date: localDate,
  duration: z.int(),
  ...slot,
  replaces: z
    .uuid()
    .optional()
    .describe('For a hold: the booking that moves to its place once the difference is paid.'),
  expires_at: instant.nullable().describe('When the hold ends; null once nothing is owed.'),
  owed: moneySchema.describe(
    'What is still to be paid: the price of a hold, else what is due. Negative when the club owes it.',
  ),
  price_breakdown: z.array(priceLineSchema),
  extras: z.array(z.strictObject({ code: z.string(), quantity: z.int(), amount_minor: z.int() })),
  participants: z.array(
    z.strictObject({
      position: z.int().describe('Names the seat when a player is removed.'),
      user_id: z.uuid().nullable(),
      name: z.string(),
    }),
  ),
  payment: paymentSchema.nullable(),
});

/** A reservation as every endpoint answers it. `client_secret` is there only while something is owed. */
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
    ...(reservation.replaces !== null && { replaces: reservation.replaces }),
    expires_at: holdEnd && isoWithOffset(holdEnd.getTime(), club.timeZone),
    price,
    owed: moneyJson(reservation.owedMinor, currency),
    price_breakdown: breakdownShape(reservation.priceBreakdown, currency),
    extras: reservation.extras.map((line) => ({
      code: line.code,
      quantity: line.quantity,
      amount_minor: line.amountMinor,
    })),
    participants: reservation.participants.map(({ position, userId, name }) => ({
      position,
      user_id: userId,
      name,
    })),
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
