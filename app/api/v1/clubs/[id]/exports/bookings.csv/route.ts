import { z } from 'zod';
import type { Club } from '@/lib/catalogue/catalogue';
import { bookingCode } from '@/lib/core/booking-code';
import { toDecimal } from '@/lib/core/money';
import { localDateOf, localTime } from '@/lib/core/time';
import {
  type BookingExport,
  exportBookings,
  exportBookingsSchema,
} from '@/lib/desk/bookings/export-bookings';
import { file } from '@/lib/web/answer';
import { csvFile } from '@/lib/web/csv-file';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });
const { courtId, ...filters } = exportBookingsSchema.shape;
const query = z
  .object({ court_id: courtId, ...filters })
  .transform(({ court_id, ...rest }) => ({ courtId: court_id, ...rest }));

const COLUMNS = [
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
type Column = (typeof COLUMNS)[number];

export const GET = route(
  {
    auth: 'required',
    params,
    query,
    summary: 'The bookings of a club as a CSV file, with the filters of their list',
    answer: file('text/csv'),
  },
  async ({ ctx, params, query }) => {
    const { club, rows } = await exportBookings(ctx, params.id, query);
    return csvFile({
      name: `${club.slug}-bookings`,
      columns: COLUMNS,
      rows: cellsOf(club, rows),
      numberOf: (minor) => toDecimal(minor, club.currency),
      locale: ctx.locale,
    });
  },
);

async function* cellsOf({ timeZone }: Club, rows: BookingExport['rows']) {
  for await (const row of rows) {
    yield {
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
    } satisfies Record<Column, string | number | null>;
  }
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
