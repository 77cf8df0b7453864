import { z } from 'zod';
import { RESERVATION_CHANNELS, RESERVATION_KINDS, RESERVATION_STATUSES } from '@/db/schema';
import { boardDate } from '@/lib/core/input/asked-time';
import { plainId, plainInteger } from '@/lib/core/input/plain-number';
import { addDays, type LocalDate } from '@/lib/core/time';
import type { BookingFilters } from '@/lib/desk/bookings/bookings-where';

const emptyAsAbsent = (value: unknown) => (value === '' ? undefined : value);
const orAbsent = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(emptyAsAbsent, schema.optional()).catch(undefined);

/** What the address of the Bookings page says. What does not make sense in it is left out. */
const addressSchema = z.object({
  from: orAbsent(boardDate),
  to: orAbsent(boardDate),
  court: orAbsent(plainId),
  status: orAbsent(z.enum(RESERVATION_STATUSES)),
  kind: orAbsent(z.enum(RESERVATION_KINDS)),
  channel: orAbsent(z.enum(RESERVATION_CHANNELS)),
  owed: orAbsent(z.literal('true')),
  trouble: orAbsent(z.literal('true')),
  q: z.string().trim().max(100).catch(''),
  page: plainInteger(1, 10_000).catch(1),
});

export type BookingsAddress = z.output<typeof addressSchema>;

export const readBookingsAddress = (search: Readonly<Record<string, unknown>>): BookingsAddress =>
  addressSchema.parse(search);

/** The address as a query. The first page and empty words are left out. */
export function bookingsQuery(address: Partial<BookingsAddress>, more: Record<string, string> = {}): string {
  const { q, page, ...rest } = address;
  const given = Object.entries({ ...rest, q: q || undefined, page: page === 1 ? undefined : page }).flatMap(
    ([name, value]) => (value === undefined ? [] : [[name, String(value)]]),
  );
  const query = new URLSearchParams([...given, ...Object.entries(more)]);
  return query.size > 0 ? `?${query}` : '';
}

/** The filters of an address. */
export const filtersOf = ({ court, page: _, q = '', ...rest }: Partial<BookingsAddress>): BookingFilters => ({
  ...rest,
  q,
  courtId: court,
});

/** The address of the same bookings as a file. */
export function exportHref(clubId: number, { court, page: _, ...address }: BookingsAddress): string {
  const query = bookingsQuery(address, court === undefined ? {} : { court_id: String(court) });
  return `/api/v1/clubs/${clubId}/exports/bookings.csv${query}`;
}

/** The views that most work begins from. */
export const BOOKING_VIEWS = ['ahead', 'today', 'owed', 'trouble', 'cancelled'] as const;
type BookingView = (typeof BOOKING_VIEWS)[number];

/** What went wrong this long ago may still be mended. */
const TROUBLE_DAYS = 30;

/** What a view asks for. Debts and trouble are also those of the past. */
export function viewAddress(view: BookingView, today: LocalDate): Partial<BookingsAddress> {
  switch (view) {
    case 'ahead':
      return {};
    case 'today':
      return { from: today, to: today };
    case 'owed':
      return { owed: 'true', to: today };
    case 'trouble':
      return { trouble: 'true', from: addDays(today, -TROUBLE_DAYS) };
    case 'cancelled':
      return { status: 'cancelled' };
  }
}
