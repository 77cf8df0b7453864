import { z } from 'zod';
import { clubSchema, clubShape } from '@/app/api/v1/_shapes/club-shape';
import { listClubs, listClubsSchema } from '@/lib/catalogue/list-clubs';
import { listOf } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { paged, pagingQuery, readPaging } from '@/lib/web/paging';
import { route } from '@/lib/web/route';

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

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
