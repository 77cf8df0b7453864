import { cookies } from 'next/headers';
import { z } from 'zod';

/** The columns of the list of bookings, in their order. Who it is for is always shown. */
export const BOOKING_COLUMNS = [
  'day',
  'time',
  'court',
  'who',
  'phone',
  'state',
  'players',
  'kind',
  'channel',
  'note',
  'code',
  'price',
  'paid',
  'owed',
] as const;
export type BookingColumn = (typeof BOOKING_COLUMNS)[number];

export const COLUMNS_COOKIE = 'pista-bookings';

const USUAL: readonly BookingColumn[] = [
  'day',
  'time',
  'court',
  'who',
  'state',
  'players',
  'code',
  'price',
  'owed',
];

const storedSchema = z
  .string()
  .transform((text) => text.split('.'))
  .pipe(z.array(z.enum(BOOKING_COLUMNS)))
  .catch([...USUAL]);

/**
 * The columns that this browser has chosen. They are a matter of its screen, so they are no part of an address that
 * is shared.
 */
export async function readColumns(): Promise<readonly BookingColumn[]> {
  const chosen = storedSchema.parse((await cookies()).get(COLUMNS_COOKIE)?.value);
  return BOOKING_COLUMNS.filter((column) => column === 'who' || chosen.includes(column));
}
