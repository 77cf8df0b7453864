import type { Club, Court } from '@/lib/catalogue/catalogue';
import { isSoldOn } from '@/lib/catalogue/is-sold-on';
import type { Context } from '@/lib/core/context';
import type { LocalDate, TimeRange } from '@/lib/core/time';
import { agreePrice, type TypedPrice } from '@/lib/desk/agreed-price';
import { type Draft, draftBlock } from '@/lib/desk/bookings/draft-bookings';
import { type Asking, judgePlace, overlaps, placesAt } from '@/lib/desk/judge-place';
import type { BusyCourts } from '@/lib/desk/lock-courts';

/** Why a date of a series cannot be had as it was asked for. */
export const SERIES_CONFLICTS = ['taken', 'dst_gap', 'retired', 'closed', 'no_price', 'in_past'] as const;
export type ConflictReason = (typeof SERIES_CONFLICTS)[number];

/** What staff chose for one date. */
export type Choice =
  | { choice: 'skip' }
  | { choice: 'court'; courtId: number }
  | { choice: 'time'; startTime: string };

/** One date of a series. `place` is null for a wall time that the clocks leave out. */
export type PlannedDate = { date: LocalDate; court: Court; place: TimeRange | null } & (
  | { draft: Draft; reason: null }
  | { draft: null; reason: ConflictReason }
);

export type SeriesWish = {
  kind: 'booking' | 'block' | 'maintenance';
  court: Court;
  startTime: string;
  durationMinutes: number;
  customer: Asking;
  price: TypedPrice | undefined;
};

/**
 * Plans each date as staff chose it. Dates that they skip are left out, and those of one series are in each other's
 * way. Closed hours are a conflict for bookings alone.
 * @throws AppError forbidden for a price, invalid_input for its amount
 */
export function planSeries(
  ctx: Context,
  club: Club,
  wish: SeriesWish,
  dates: readonly LocalDate[],
  choices: ReadonlyMap<LocalDate, Choice>,
  busy: BusyCourts,
): PlannedDate[] {
  const own: { courtId: number; place: TimeRange }[] = [];
  return dates.flatMap((date) => {
    const choice = choices.get(date);
    if (choice?.choice === 'skip') return [];
    const court = choice?.choice === 'court' ? courtOf(club, choice.courtId) : wish.court;
    const startTime = choice?.choice === 'time' ? choice.startTime : wish.startTime;
    const taken = [
      ...(busy.get(court.id) ?? []),
      ...own.flatMap(({ courtId, place }) => (courtId === court.id ? place : [])),
    ];
    const planned = planDate(ctx, club, { ...wish, court, startTime }, date, taken);
    if (planned.draft && planned.place) own.push({ courtId: court.id, place: planned.place });
    return planned;
  });
}

function planDate(
  ctx: Context,
  club: Club,
  wish: SeriesWish,
  date: LocalDate,
  taken: readonly TimeRange[],
): PlannedDate {
  const { court, startTime, durationMinutes } = wish;
  const places = placesAt(club, { date, startTime, durationMinutes });
  const free = places.find((place) => !taken.some(overlaps(place)));
  const place = free ?? places[0] ?? null;
  const conflict = (reason: ConflictReason) => ({ date, court, place, draft: null, reason });
  if (place === null) return conflict('dst_gap');
  if (!isSoldOn(court, date)) return conflict('retired');
  if (place.startsAt < ctx.now.getTime()) return conflict('in_past');
  if (!free) return conflict('taken');
  if (wish.kind !== 'booking') return { date, court, place, draft: draftBlock(court), reason: null };
  const { lines, brokenRules, priceMinor } = judgePlace(
    club,
    court,
    taken,
    place,
    wish.customer,
    ctx.now.getTime(),
  );
  if (brokenRules.includes('closed')) return conflict('closed');
  if (priceMinor === null && wish.price === undefined) return conflict('no_price');
  const price = agreePrice(ctx, club, priceMinor, wish.price);
  return { date, court, place, draft: { court, lines, brokenRules, extras: [], ...price }, reason: null };
}

function courtOf({ courts }: Club, id: number): Court {
  const court = courts.find((one) => one.id === id);
  if (!court) throw new Error('every court that is chosen was found before');
  return court;
}
