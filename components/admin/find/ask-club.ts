import { array, nullable, number, object, string } from 'zod/mini';

/** What the search of a club answers, as far as the palette shows it. */
const foundSchema = object({
  people: array(
    object({ id: string(), name: string(), phone: nullable(string()), email: nullable(string()) }),
  ),
  bookings: array(
    object({
      id: string(),
      court: string(),
      starts_at: string(),
      kind: string(),
      title: nullable(string()),
      customer: nullable(string()),
    }),
  ),
  courts: array(object({ id: number(), name: string() })),
  date: nullable(string()),
});

export type Found = ReturnType<typeof foundSchema.parse>;

/** Asks the club's search. Null when it does not answer. */
export async function askClub(clubId: number, q: string, signal: AbortSignal): Promise<Found | null> {
  try {
    const response = await fetch(`/api/v1/clubs/${clubId}/search?${new URLSearchParams({ q })}`, { signal });
    return response.ok ? foundSchema.parse(await response.json()) : null;
  } catch {
    return null;
  }
}
