import { and, eq } from 'drizzle-orm';
import { db } from '@/db';
import { reservations, tillEntries } from '@/db/schema';
import type { DeskStory } from './story';

type Reservation = typeof reservations.$inferSelect;

/** Checks that desks were told the truth about their walk-ins. */
export async function judgeDesks(desks: readonly DeskStory[]): Promise<string[]> {
  const walkIns = await db().select().from(reservations).where(eq(reservations.kind, 'walk_in'));
  const rows = new Map(walkIns.map((row) => [row.id, row]));
  const paid = new Set(
    (
      await db()
        .select({ id: tillEntries.reservationId })
        .from(tillEntries)
        .where(and(eq(tillEntries.kind, 'payment')))
    ).map(({ id }) => id),
  );
  return [
    ...desks.flatMap((story) => judgeStory(story, rows, paid)),
    ...(desks.length > 0 ? judgeStrays(desks, walkIns) : []),
  ];
}

function judgeStory(
  { reservationId: id, status, place, taken }: DeskStory,
  rows: ReadonlyMap<string, Reservation>,
  paid: ReadonlySet<string | null>,
): string[] {
  if (id === null) return [];
  const row = rows.get(id);
  if (!row) return [`P8 walk-in ${id} was booked and is gone`];
  const breaches: string[] = [];
  if (status !== null && row.status !== status)
    breaches.push(`P8 walk-in ${id} was left ${status} and is ${row.status}`);
  if (place !== null && (row.courtId !== place.courtId || row.startsAt.getTime() !== place.startsAt))
    breaches.push(
      `P8 walk-in ${id} was left on court ${place.courtId} at ${new Date(place.startsAt).toISOString()} and is on ${row.courtId} at ${row.startsAt.toISOString()}`,
    );
  if (taken === 'ok' && !paid.has(id)) breaches.push(`P8 walk-in ${id} was paid, and no till says so`);
  return breaches;
}

/** A refused booking leaves nothing, and one without an answer at most one row. */
function judgeStrays(desks: readonly DeskStory[], walkIns: readonly Reservation[]): string[] {
  const named = new Set(desks.map(({ reservationId }) => reservationId));
  const unheard = new Map<number, number>();
  for (const { clubId, booked } of desks)
    if (booked === 'unknown') unheard.set(clubId, (unheard.get(clubId) ?? 0) + 1);
  return walkIns.flatMap(({ id, clubId }) => {
    if (named.has(id)) return [];
    const left = unheard.get(clubId) ?? 0;
    unheard.set(clubId, left - 1);
    return left > 0 ? [] : [`P8 walk-in ${id} was booked, and its desk was refused`];
  });
}
