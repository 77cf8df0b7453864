import { z } from 'zod';
import { foundCourtSchema, foundCourtShape } from '@/app/api/v1/_shapes/court-shape';
import { bothOrNone, searchCourts, searchCourtsSchema } from '@/lib/availability/search-courts';
import { listOf } from '@/lib/web/answer';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { paged, pagingQuery, readPaging } from '@/lib/web/paging';
import { route } from '@/lib/web/route';

const { date, time, duration, city, indoor, surface, sport, withinMinutes, lat, lng, radiusKm } =
  searchCourtsSchema.shape;
const query = z
  .object({
    date,
    time,
    duration,
    city,
    indoor,
    surface,
    sport,
    within_minutes: withinMinutes,
    lat,
    lng,
    radius_km: radiusKm,
    ...pagingQuery,
  })
  .superRefine(bothOrNone)
  .transform(({ within_minutes, radius_km, ...rest }) => ({
    ...readPaging(rest),
    withinMinutes: within_minutes,
    radiusKm: radius_km,
  }));

export const GET = route(
  {
    auth: 'optional',
    query,
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
