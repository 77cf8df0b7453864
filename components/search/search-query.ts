import { z } from 'zod';
import { DAY_PARTS } from '@/lib/availability/day-parts';
import { askedDate, askedTime } from '@/lib/core/input/asked-time';
import { plainInteger, plainNumber } from '@/lib/core/input/plain-number';

/** How many clubs the results show at first, and how many more at a time. */
export const CLUBS_A_PAGE = 12;

/** A search, as the address of the results holds it. Invalid values become the default. */
const searchQuerySchema = z.object({
  city: z.string().trim().max(80).catch(''),
  lat: plainNumber(-90, 90).nullable().catch(null),
  lng: plainNumber(-180, 180).nullable().catch(null),
  /** Local to the club. Null means today. */
  date: askedDate.nullable().catch(null),
  /** Local to the club, `HH:MM`. Null means any time, or a part of the day. */
  time: askedTime.nullable().catch(null),
  /** In the address it stands for the time. */
  part: z.enum(DAY_PARTS).nullable().catch(null),
  duration: plainInteger(30, 240).catch(90),
  sport: z.enum(['padel', 'tennis']).nullable().catch(null),
  format: z.enum(['single', 'double']).nullable().catch(null),
  cover: z.enum(['indoor', 'outdoor']).nullable().catch(null),
  surface: z.enum(['turf', 'clay', 'hard', 'grass', 'concrete']).nullable().catch(null),
  sort: z.enum(['distance', 'price', 'earliest']).nullable().catch(null),
  /** Null is the list. */
  view: z.enum(['map']).nullable().catch(null),
  /** How many clubs are shown. */
  shown: plainInteger(CLUBS_A_PAGE, 600).catch(CLUBS_A_PAGE),
});
export type SearchQuery = z.infer<typeof searchQuerySchema>;

type RawParams = Record<string, string | string[] | undefined>;

/** Reads an address. Never fails, since anybody may have typed it. */
export function parseSearchQuery(params: RawParams): SearchQuery {
  const given = Object.entries(params).filter(([, value]) => value !== '');
  return searchQuerySchema.parse({ ...Object.fromEntries(given), part: params.time });
}

/**
 * The address of the same search with some values changed. Defaults and empty values are left out, and it shows the
 * first clubs again unless the change says more.
 */
export function searchHref(query: SearchQuery, changes: Partial<SearchQuery> = {}): string {
  const search = new URLSearchParams();
  const { part, shown, ...asked } = { ...query, shown: CLUBS_A_PAGE, ...changes };
  for (const [name, value] of Object.entries({ ...asked, time: asked.time ?? part })) {
    if (value !== null && value !== '') search.set(name, String(value));
  }
  if (shown > CLUBS_A_PAGE) search.set('shown', String(shown));
  return `/courts?${search}`;
}

/** Whether the search starts from a place on the map instead of a city's name. */
export const isNearMe = (query: SearchQuery): query is SearchQuery & { lat: number; lng: number } =>
  query.lat !== null && query.lng !== null;

/** The order of the results: by distance around a place, else by price, unless another was chosen. */
export const sortOf = (query: SearchQuery) => query.sort ?? (isNearMe(query) ? 'distance' : 'price');
