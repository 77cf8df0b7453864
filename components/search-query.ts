import { z } from 'zod';

/** What a search asks for, as it stands in the address of the results. Nonsense falls back to the default. */
const searchQuerySchema = z.object({
  city: z.string().trim().max(80).catch(''),
  lat: z.coerce.number().min(-90).max(90).nullable().catch(null),
  lng: z.coerce.number().min(-180).max(180).nullable().catch(null),
  /** Club-local; null means today. */
  date: z.iso.date().nullable().catch(null),
  /** Club-local `HH:MM`; null means any time. */
  time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .nullable()
    .catch(null),
  duration: z.coerce.number().int().min(30).max(240).catch(90),
  sport: z.enum(['padel', 'tennis']).nullable().catch(null),
  cover: z.enum(['indoor', 'outdoor']).nullable().catch(null),
  surface: z.enum(['turf', 'clay', 'hard', 'grass', 'concrete']).nullable().catch(null),
  sort: z.enum(['distance', 'price', 'earliest']).nullable().catch(null),
});
export type SearchQuery = z.infer<typeof searchQuerySchema>;

type RawParams = Record<string, string | string[] | undefined>;

/** Reads an address; never fails, since anybody may have typed it. */
export function parseSearchQuery(params: RawParams): SearchQuery {
  const given = Object.entries(params).filter(([, value]) => value !== '');
  return searchQuerySchema.parse(Object.fromEntries(given));
}

/** The address of the same search with some answers changed; what is default or empty is left out. */
export function searchHref(query: SearchQuery, changes: Partial<SearchQuery> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, ...changes })) {
    if (value !== null && value !== '') search.set(name, String(value));
  }
  return `/courts?${search}`;
}

/** Whether the search starts from a place on the map instead of a city's name. */
export const isNearMe = (query: SearchQuery): query is SearchQuery & { lat: number; lng: number } =>
  query.lat !== null && query.lng !== null;
