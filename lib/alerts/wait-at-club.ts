import { z } from 'zod';
import { requireSelf } from '@/lib/auth/permissions';
import { categoryAt, readBuyer } from '@/lib/availability/buyer';
import { openWindows } from '@/lib/availability/open-day';
import { listGrid } from '@/lib/availability/slots';
import { type Club, isListed } from '@/lib/catalogue/catalogue';
import { getSeenClub } from '@/lib/catalogue/get-seen-club';
import { isSoldOn } from '@/lib/catalogue/is-sold-on';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { askedDate, askedTime } from '@/lib/core/input/asked-time';
import { addDays, firstInstantOf, parseLocalTime } from '@/lib/core/time';
import { keepAlert } from './create-slot-alert';
import { isOnSale } from './watchable-start';

export const waitAtClubSchema = z.strictObject({
  clubId: z.int().positive(),
  /** The day of the club, which may end past midnight. */
  date: askedDate,
  /** The first start that will do and the last, on the club's clocks. */
  from: askedTime,
  until: askedTime,
  durationMinutes: z.number().int().positive().max(240),
  /** The courts that will do, all where none is named. */
  courtIds: z.array(z.int().positive()).max(100).default([]),
});
export type WaitAtClub = z.output<typeof waitAtClubSchema>;

/**
 * Stores a person's wish to hear once when a court of that club can be booked at a start between two times, both
 * included. Asking for the same again while it is open changes nothing.
 * @throws AppError unauthenticated, not_found, not_bookable when the club sells none of these starts, conflict when ten
 *   alerts of this person are open
 */
export async function waitAtClub(ctx: Context, wanted: WaitAtClub): Promise<void> {
  const { userId } = requireSelf(ctx);
  const [club, buyer] = await Promise.all([getSeenClub(ctx, wanted.clubId), readBuyer(ctx)]);
  const { date, durationMinutes } = wanted;
  const courtIds = wanted.courtIds.length > 0 ? wanted.courtIds.toSorted((a, b) => a - b) : null;
  const courts = club.courts.filter(({ id }) => courtIds === null || courtIds.includes(id));
  const category = categoryAt(buyer, club.id);
  const starts = startsBetween(club, wanted).filter((ms) =>
    isOnSale(club, ms, durationMinutes, ctx.now, category),
  );
  const [first, last] = [starts[0], starts.at(-1)];
  const isSold = isListed(club) && courts.some((court) => isSoldOn(court, date));
  if (!isSold || first === undefined || last === undefined)
    throw new AppError('not_bookable', 'The club sells no start between these times.');
  const window = { startsAt: new Date(first), untilStartsAt: last > first ? new Date(last) : null };
  await keepAlert(ctx, { userId, city: club.city, clubId: club.id, courtIds, durationMinutes, ...window });
}

/** The starts of the club's grid between two times of its day. A time before it opens may be one past midnight. */
function startsBetween(club: Club, { date, from, until }: WaitAtClub): number[] {
  const windows = openWindows(club, date);
  const [opens, closes] = [windows[0]?.startsAt ?? 0, windows.at(-1)?.endsAt ?? 0];
  const [startsAt = 0, endsAt = 0] = [from, until].map((time) => {
    const minute = parseLocalTime(time) ?? 0;
    const ms = firstInstantOf(date, minute, club.timeZone);
    const after = firstInstantOf(addDays(date, 1), minute, club.timeZone);
    return ms < opens && after < closes ? after : ms;
  });
  return listGrid(club, { startsAt, endsAt });
}
