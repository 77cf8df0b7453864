import { z } from 'zod';
import type { PriceLine } from '@/db/schema';
import { type Club, type Court, getCourt } from '@/lib/catalogue/catalogue';
import { assertSeen, getSeenClub } from '@/lib/catalogue/get-seen-club';
import { isSoldOn } from '@/lib/catalogue/is-sold-on';
import type { Context } from '@/lib/core/context';
import { askedDate, assertInReach } from '@/lib/core/input/asked-time';
import { plainId, plainInteger } from '@/lib/core/input/plain-number';
import { addDays, dayBounds, HOUR_MS, MINUTE_MS } from '@/lib/core/time';
import { listBusy } from './busy';
import { categoryAt, readBuyer } from './buyer';
import { listOwnGames } from './list-own-games';
import { listStartsOn } from './list-starts-on';
import { priceOf } from './offer';
import { openWindows } from './open-day';
import { type OwnGame, type Quota, quotaOf, withinQuota } from './quota';
import { type Busy, listStarts } from './slots';

const dayAndDuration = {
  date: askedDate,
  duration: plainInteger(1, 240),
};
export const courtSlotsSchema = z.object({
  courtId: plainId,
  ...dayAndDuration,
});
export const clubDaySchema = z.object({ club: z.union([z.string(), z.number()]), ...dayAndDuration });

export type Slot = { startsAt: number; endsAt: number; priceMinor: number; lines: PriceLine[] };

/**
 * The bookable starts of one court on a local date.
 * @throws AppError not_found, invalid_input for a date out of reach
 */
export async function findCourtSlots(
  ctx: Context,
  { courtId, date, duration }: z.output<typeof courtSlotsSchema>,
): Promise<{ club: Club; court: Court; slots: Slot[] }> {
  const [{ club, court }, buyer] = await Promise.all([getCourt(courtId), readBuyer(ctx)]);
  assertSeen(ctx, club, 'court');
  assertInReach(ctx, date, [club]);
  const [busy, games] = await Promise.all([busyOn(club, date, [courtId]), listOwnGames(buyer, [club])]);
  const category = categoryAt(buyer, club.id);
  const starts = listStartsOn(club, busy.get(courtId) ?? [], date, duration, ctx.now.getTime(), category);
  const quotaAt = quotaOf(club, category, games.get(club.id) ?? [], ctx.now.getTime());
  return { club, court, slots: allowedOf(club, court, starts, { duration, category, quotaAt }).allowed };
}

export type ClubDay = {
  club: Club;
  date: string;
  durationMinutes: number;
  /** When the club is open on that day, in instants. */
  windows: readonly Busy[];
  courts: { court: Court; busy: readonly Busy[]; slots: Slot[] }[];
  /** The limit of their category that keeps starts of the day from the asking person. */
  quota: Quota | null;
};

/**
 * A club's day from opening to closing, which may be past midnight: for each court what is taken and what can be
 * booked.
 * @throws AppError not_found
 */
export async function findClubDay(ctx: Context, wanted: z.output<typeof clubDaySchema>): Promise<ClubDay> {
  const [club, buyer] = await Promise.all([getSeenClub(ctx, wanted.club), readBuyer(ctx)]);
  const category = categoryAt(buyer, club.id);
  const { date, duration } = wanted;
  const sold = club.courts.filter((court) => isSoldOn(court, date));
  const courtIds = sold.map((court) => court.id);
  const [busy, games] = await Promise.all([busyOn(club, date, courtIds), listOwnGames(buyer, [club])]);
  const quotaAt = quotaOf(club, category, games.get(club.id) ?? [], ctx.now.getTime());
  const courts = sold.map((court) => {
    const taken = busy.get(court.id) ?? [];
    const starts = listStarts(club, taken, date, duration, ctx.now.getTime(), category);
    return { court, busy: taken, ...allowedOf(club, court, starts, { duration, category, quotaAt }) };
  });
  return {
    club,
    date,
    durationMinutes: duration,
    windows: openWindows(club, date),
    courts: courts.map(({ court, busy: taken, allowed }) => ({ court, busy: taken, slots: allowed })),
    quota: courts.find(({ reached }) => reached)?.reached ?? null,
  };
}

type Asking = {
  duration: number;
  category: string | null;
  quotaAt: (wanted: OwnGame) => Quota | null;
};

/** The starts with their prices, but for those beyond a limit of the asking person. */
function allowedOf(
  club: Club,
  court: Court,
  starts: readonly number[],
  { duration, category, quotaAt }: Asking,
): { allowed: Slot[]; reached: Quota | null } {
  const slots = priced(club, court, starts, duration, category);
  return withinQuota(slots, (slot) => quotaAt({ ...slot, courtId: court.id }));
}

function priced(
  club: Club,
  court: Court,
  starts: readonly number[],
  durationMinutes: number,
  category: string | null,
): Slot[] {
  return starts.flatMap((startsAt) => {
    const price = priceOf(club, court, { startsAt, durationMinutes, category });
    if (!price.ok) return [];
    return [
      {
        startsAt,
        endsAt: startsAt + durationMinutes * MINUTE_MS,
        priceMinor: price.priceMinor,
        lines: price.lines,
      },
    ];
  });
}

/** Busy times from the evening before to the end of windows that close past midnight. */
function busyOn(club: Club, date: string, courtIds: readonly number[]) {
  const { startsAt } = dayBounds(addDays(date, -1), club.timeZone);
  const { endsAt } = dayBounds(addDays(date, 1), club.timeZone);
  return listBusy(startsAt, endsAt + 5 * HOUR_MS, courtIds);
}
