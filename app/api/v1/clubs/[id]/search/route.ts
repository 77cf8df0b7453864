import { z } from 'zod';
import { windowSchema } from '@/app/api/v1/_shapes/board-shape';
import { customerSchema } from '@/app/api/v1/_shapes/customer-shape';
import { RESERVATION_KINDS, RESERVATION_STATUSES } from '@/db/schema';
import { windowJson } from '@/lib/desk/board-item-json';
import { customerJson } from '@/lib/desk/read-customers';
import { type FoundAtClub, searchClub, searchClubSchema } from '@/lib/desk/find/search-club';
import { ok } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

const params = z.object({ id: z.string().max(100) });

const bookingSchema = windowSchema.extend({
  id: z.uuid(),
  court_id: z.int(),
  court: z.string(),
  kind: z.enum(RESERVATION_KINDS),
  status: z.enum(RESERVATION_STATUSES),
  title: z.string().nullable(),
  customer: z.string().nullable().describe('Whoever it is for, by name.'),
});

export const GET = route(
  {
    auth: 'required',
    params,
    query: searchClubSchema,
    summary: 'People, bookings, courts and a day of a club by words or a booking’s code, for its staff',
    answer: ok(
      z.strictObject({
        people: z.array(customerSchema),
        bookings: z.array(bookingSchema),
        courts: z.array(z.strictObject({ id: z.int(), name: z.string() })),
        date: z.iso.date().nullable().describe('The day that the words name, such as `mañana` or `28/11`.'),
      }),
    ),
  },
  async ({ ctx, params, query }) => foundShape(await searchClub(ctx, params.id, query)),
);

const foundShape = ({ club, people, bookings, courts, date }: FoundAtClub) => ({
  people: people.map(customerJson),
  bookings: bookings.map((booking) => ({
    id: booking.id,
    court_id: booking.courtId,
    court: booking.court,
    kind: booking.kind,
    status: booking.status,
    title: booking.title,
    customer: booking.customerName,
    ...windowJson(club, booking),
  })),
  courts: courts.map(({ id, name }) => ({ id, name })),
  date,
});

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
