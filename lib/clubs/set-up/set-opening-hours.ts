import { z } from 'zod';
import type { Context } from '@/lib/core/context';
import { bookingsOutside } from './bookings-outside';
import { type Season, seasonSchema, seasonsOf, writeHours } from './opening-hours-list';
import { type ReplacedList, replaceList } from './replace-list';

/** All hours of a club: one week without dates at most, and seasons over it. */
export const openingHoursSchema = z.strictObject({
  revision: z.int().min(0),
  seasons: z.array(seasonSchema).max(24).superRefine(refuseSeasonsThatMeet),
});

/**
 * Replaces the hours of a club. Bookings that lie outside the new ones stay, and are named in `affected`.
 * @throws AppError as `replaceList`
 */
export const setOpeningHours = (
  ctx: Context,
  clubIdOrSlug: string,
  { revision, seasons }: z.output<typeof openingHoursSchema>,
): Promise<ReplacedList> =>
  replaceList(ctx, clubIdOrSlug, 'opening_hours', revision, async (tx, club) => {
    const hours = await writeHours(tx, club.id, seasons);
    return {
      after: seasonsOf(hours),
      affected: await bookingsOutside(tx, { ...club, openingHours: hours }, ctx.now),
    };
  });

function refuseSeasonsThatMeet(seasons: readonly Season[], check: z.RefinementCtx): void {
  for (const [index, season] of seasons.entries()) {
    if (!seasons.some((other, place) => place !== index && meet(season, other))) continue;
    check.addIssue({ code: 'custom', path: [index, 'valid_from'], message: 'overlaps another season' });
  }
}

/** A season lies over the week without dates, of which there is one. */
function meet(one: Season, other: Season): boolean {
  if (one.valid_from === null || other.valid_from === null) return one.valid_from === other.valid_from;
  return one.valid_from <= (other.valid_until ?? '') && other.valid_from <= (one.valid_until ?? '');
}
