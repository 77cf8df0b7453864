import { cookies } from 'next/headers';
import { z } from 'zod';
import { bookingsQuery, readBookingsAddress } from './bookings-address';

/** Browsers keep 4 KB a cookie. */
const MOST_CHARACTERS = 3500;

/** A list that somebody named: its filters as a query. */
const viewsSchema = z.array(z.object({ name: z.string().min(1).max(30), query: z.string() })).catch([]);
export type SavedView = z.output<typeof viewsSchema>[number];

/** Each person has their own views at each club, also where several share a browser. */
export const viewsCookie = (clubId: number, userId: string) => `pista-views-${clubId}-${userId.slice(-12)}`;

/**
 * The views that a person has named in this browser. They may hold the names of players, so the server keeps none of
 * them. What makes no sense in one is left out.
 */
export async function readViews(clubId: number, userId: string): Promise<SavedView[]> {
  const stored = (await cookies()).get(viewsCookie(clubId, userId))?.value;
  return viewsSchema.parse(parsed(stored)).map(({ name, query }) => ({ name, query: plainQuery(query) }));
}

/** The query of an address without what does not belong there. */
export const plainQuery = (query: string): string =>
  bookingsQuery({ ...readBookingsAddress(Object.fromEntries(new URLSearchParams(query))), page: 1 });

/** These views as the value of the cookie. Null when they are too many. */
export function storedViews(views: readonly SavedView[]): string | null {
  const value = JSON.stringify(views);
  return encodeURIComponent(value).length > MOST_CHARACTERS ? null : value;
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '[]');
  } catch {
    return [];
  }
}
