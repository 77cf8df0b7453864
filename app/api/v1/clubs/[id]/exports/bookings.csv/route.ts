import { z } from 'zod';
import { toDecimal } from '@/lib/core/money';
import { exportBookings, exportBookingsSchema } from '@/lib/desk/bookings/export-bookings';
import { BOOKING_COLUMNS, bookingCells } from '@/lib/desk/bookings/booking-cells';
import { file } from '@/lib/web/answer';
import { csvFile } from '@/lib/web/csv-file';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });
const { courtId, ...filters } = exportBookingsSchema.shape;
const query = z
  .object({ court_id: courtId, ...filters })
  .transform(({ court_id, ...rest }) => ({ courtId: court_id, ...rest }));

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
      columns: BOOKING_COLUMNS,
      rows: bookingCells(club, rows),
      numberOf: (minor) => toDecimal(minor, club.currency),
      locale: ctx.locale,
    });
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
