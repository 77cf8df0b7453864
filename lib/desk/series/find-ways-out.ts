import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import { OCCUPYING } from '@/db/schema';
import type { Club, Court } from '@/lib/catalogue/catalogue';
import { isSoldOn } from '@/lib/catalogue/is-sold-on';
import { overlaps } from '@/lib/desk/judge-place';
import type { ConflictReason, PlannedDate } from './plan-series';

/** Why a date cannot be had, who has it, and the nearest court of its sport that is free then. */
export type SeriesConflict = {
  reason: ConflictReason;
  takenBy: string | null;
  nearestCourtId: number | null;
};

const takenSchema = z.array(
  z.object({ id: z.string(), courtId: z.int(), startsAt: z.number(), endsAt: z.number() }),
);
type Taken = z.output<typeof takenSchema>;

/** The conflicts among planned dates by date, each with its ways out. One read for all of them. */
export async function findWaysOut(
  tx: Tx,
  club: Club,
  planned: readonly PlannedDate[],
): Promise<ReadonlyMap<string, SeriesConflict>> {
  const conflicts = planned.filter(({ reason }) => reason !== null);
  const taken = await readTaken(tx, club, conflicts);
  return new Map(
    conflicts.flatMap(({ date, court, place, reason }) => {
      if (reason === null) return [];
      const takers = place === null ? [] : taken.filter(overlaps(place));
      const takenBy = takers.find(({ courtId }) => courtId === court.id)?.id ?? null;
      const isElsewhere = (reason === 'taken' || reason === 'retired') && place !== null;
      const nearest = isElsewhere ? nearestFree(club, court, date, takers) : null;
      return [[date, { reason, takenBy, nearestCourtId: nearest?.id ?? null }] as const];
    }),
  );
}

async function readTaken(tx: Tx, club: Club, conflicts: readonly PlannedDate[]): Promise<Taken> {
  const places = conflicts.flatMap(({ place }) => place ?? []);
  if (places.length === 0) return [];
  const at = (ms: number) => new Date(ms).toISOString();
  const ranges = sql.join(
    places.map(({ startsAt, endsAt }) => sql`(${at(startsAt)}::timestamptz, ${at(endsAt)}::timestamptz)`),
    sql`, `,
  );
  const courtIds = club.courts.map(({ id }) => id);
  return takenSchema.parse([
    ...(await tx.execute(sql`
      select distinct r.id, r.court_id as "courtId", (date_part('epoch', r.starts_at) * 1000)::float8 as "startsAt",
        (date_part('epoch', r.ends_at) * 1000)::float8 as "endsAt"
      from (values ${ranges}) as place(starts_at, ends_at)
      cross join unnest(${sql.param(courtIds)}::int[]) as court(id)
      join reservations r on r.court_id = court.id
        and tstzrange(r.starts_at, r.ends_at) && tstzrange(place.starts_at, place.ends_at)
        and r.status in ${[...OCCUPYING]}`)),
  ]);
}

/** The free court of the same sport that stands nearest in the club's order. */
function nearestFree({ courts }: Club, asked: Court, date: string, takers: Taken): Court | undefined {
  const distance = ({ position }: Court) => Math.abs(position - asked.position);
  return courts
    .filter(
      (court) =>
        court.id !== asked.id &&
        court.sport === asked.sport &&
        isSoldOn(court, date) &&
        takers.every(({ courtId }) => courtId !== court.id),
    )
    .toSorted((a, b) => distance(a) - distance(b) || a.position - b.position)[0];
}
