import type { Tx } from '@/db';
import type { Context } from '@/lib/core/context';
import { type Act, reservationChange, writeAct } from '@/lib/records/acts';
import type { Reservation } from '@/lib/reservations/confirm-reservation';

type Made = { kind: 'book' } | { kind: 'book_series'; seriesId: string };

/** Writes the act that made these bookings. The first of them stands for all. */
export function writeBookingAct(
  tx: Tx,
  ctx: Context,
  made: Made,
  booked: readonly Reservation[],
): Promise<Act> {
  const [first] = booked;
  if (!first) throw new Error('what is booked has a court');
  const { clubId, id, kind, courtId, startsAt, currency } = first;
  return writeAct(tx, ctx, {
    clubId,
    kind: made.kind,
    changes: booked.map((row) => reservationChange(null, row)),
    summary: {
      count: booked.length,
      ...(made.kind === 'book_series' && { series_id: made.seriesId }),
      reservation_id: id,
      kind,
      court_id: courtId,
      starts_at: startsAt.toISOString(),
      price_minor: booked.reduce((sum, { priceMinor }) => sum + priceMinor, 0),
      currency,
      ...(ctx.requestKey !== undefined && { request_key: ctx.requestKey }),
    },
    lasts: 'seconds',
  });
}
