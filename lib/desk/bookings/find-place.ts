import { asAtDesk } from '@/lib/availability/slots';
import type { Club, Court } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import type { AppError } from '@/lib/core/errors';
import { MINUTE_MS, type TimeRange } from '@/lib/core/time';
import { overlaps } from '@/lib/desk/judge-place';
import type { BusyCourts } from '@/lib/desk/lock-courts';
import { refusalWithAlternatives } from '@/lib/reservations/refuse-slot';

/** Ends the transaction of a booking whose court somebody has. */
export class PlaceTaken extends Error {
  constructor(
    readonly court: Court,
    readonly place: TimeRange,
    readonly category: string | null,
  ) {
    super('the place is taken');
  }
}

/**
 * The first of some places that is free on every court.
 * @throws PlaceTaken
 */
export function findPlace(
  courts: readonly Court[],
  places: readonly TimeRange[],
  busy: BusyCourts,
  category: string | null,
): TimeRange {
  const takenAt = (place: TimeRange) => courts.find(({ id }) => busy.get(id)?.some(overlaps(place)));
  const free = places.find((place) => !takenAt(place));
  if (free) return free;
  const [first] = places;
  const court = first && takenAt(first);
  if (!court) throw new Error('without a place there is nothing to look for');
  throw new PlaceTaken(court, first, category);
}

/**
 * Runs a transaction that takes places of a club.
 * @throws AppError slot_taken with up to three alternatives instead of `PlaceTaken`
 */
export async function offeringOthers<T>({ now }: Context, club: Club, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    // Alternatives are read when the transaction has given its connection back.
    if (error instanceof PlaceTaken) throw await takenError(club, error, now.getTime());
    throw error;
  }
}

function takenError(club: Club, { court, place, category }: PlaceTaken, now: number): Promise<AppError> {
  const durationMinutes = (place.endsAt - place.startsAt) / MINUTE_MS;
  return refusalWithAlternatives('taken', asAtDesk(club), court, {
    startsAt: place.startsAt,
    durationMinutes,
    category,
    now,
  });
}
