import { listOf } from '@/lib/web/answer';
import { foundCourtShape, foundCourtSchema } from '@/app/api/v1/_shapes/court-shape';
import { searchCourts, searchCourtsSchema } from '@/lib/availability/search-courts';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { paged } from '@/lib/web/paging';
import { route } from '@/lib/web/route';

export const GET = route(
  {
    auth: 'optional',
    query: searchCourtsSchema,
    summary: 'Courts that can be booked at a time, each at the start nearest to it',
    answer: listOf(foundCourtSchema),
  },
  async ({ ctx, query, request }) => {
    const { results, count, nearestCity } = await searchCourts(ctx, query);
    const list = paged(results.map(foundCourtShape), { ...query, count, url: request.url });
    return nearestCity ? { ...list, nearest_city: nearestCity } : list;
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET });
