import { z } from 'zod';
import { clubSchema, clubShape } from '@/app/api/v1/_shapes/club-shape';
import { listClubs, listClubsSchema } from '@/lib/catalogue/list-clubs';
import { askForClub, askForClubSchema } from '@/lib/clubs/arrival/ask-for-club';
import { created, listOf } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { paged, pagingQuery, readPaging } from '@/lib/web/paging';
import { json, route } from '@/lib/web/route';

const query = z.object({ city: listClubsSchema.shape.city, ...pagingQuery }).transform(readPaging);

export const GET = route(
  {
    auth: 'optional',
    query,
    summary: 'Clubs by name, of one city or of all',
    answer: listOf(clubSchema),
  },
  async ({ query, request }) => {
    const { results, count } = await listClubs(query);
    return paged(results.map(clubShape), { ...query, count, url: request.url });
  },
);

const { name, city, country, address, sport, email, timeZone, currency } = askForClubSchema.shape;
const request = z
  .strictObject({ name, city, country, address, sport, email, timezone: timeZone, currency })
  .transform(({ timezone, ...rest }) => ({ ...rest, timeZone: timezone }));

export const POST = route(
  {
    auth: 'optional',
    body: request,
    summary: 'Ask for a club; once it is taken in, the mailbox is invited as its owner',
    answer: created(z.strictObject({ id: z.int(), state: z.enum(['asked', 'approved']) })),
    refuses: ['conflict'],
  },
  async ({ ctx, body }) => json(await askForClub(ctx, body), 201),
);

export const { PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, POST });
