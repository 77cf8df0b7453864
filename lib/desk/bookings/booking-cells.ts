import type { Club } from '@/lib/catalogue/catalogue';
import { bookingCode } from '@/lib/core/booking-code';
import { localDateOf, localTime } from '@/lib/core/time';
import type { BookingExport } from './export-bookings';

/** The columns of a booking in a file. */
export const BOOKING_COLUMNS = [
  'code',
  'date',
  'start_time',
  'end_time',
  'court',
  'kind',
  'channel',
  'status',
  'customer',
  'title',
  'players',
  'price',
  'paid',
  'owed',
  'currency',
] as const;
type Column = (typeof BOOKING_COLUMNS)[number];

/** Bookings as they stand in a file, in the club's wall time, with amounts in minor units. */
export async function* bookingCells({ timeZone }: Pick<Club, 'timeZone'>, rows: BookingExport['rows']) {
  for await (const row of rows) {
    yield {
      id: row.id,
      code: bookingCode(row.id),
      date: localDateOf(row.startsAt, timeZone),
      start_time: localTime(row.startsAt, timeZone),
      end_time: localTime(row.endsAt, timeZone),
      court: row.courtName,
      kind: row.kind,
      channel: row.channel,
      status: row.status,
      customer: row.customerName,
      title: row.title,
      players: row.players.map(({ name }) => name).join(', '),
      price: row.priceMinor,
      paid: row.paidMinor,
      owed: row.owedMinor,
      currency: row.currency,
    } satisfies Record<Column | 'id', string | number | null>;
  }
}
