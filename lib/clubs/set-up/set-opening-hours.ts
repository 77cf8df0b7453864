import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import { openingHours } from '@/db/schema';
import type { Club, OpeningHours } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { groupBy } from '@/lib/core/group-by';
import { isLocalDate } from '@/lib/core/time';
import { bookingsOutside } from './bookings-outside';
import { type ReplacedList, replaceList } from './replace-list';
import { readWindow, refuseOverlaps, wallTimes, windowJson } from './wall-window';

const localDate = z.string().refine(isLocalDate, 'must be a real date, YYYY-MM-DD');

const seasonSchema = z
  .strictObject({
    valid_from: localDate.nullable().default(null),
    valid_until: localDate.nullable().default(null),
    days: z.array(z.strictObject({ weekday: z.int().min(1).max(7), ...wallTimes })).max(70),
  })
  .superRefine(({ valid_from, valid_until, days }, check) => {
    if ((valid_from === null) !== (valid_until === null)) {
      const missing = valid_from === null ? 'valid_from' : 'valid_until';
      check.addIssue({ code: 'custom', path: [missing], message: 'a season needs both of its dates' });
    }
    if (valid_from !== null && valid_until !== null && valid_until < valid_from) {
      check.addIssue({ code: 'custom', path: ['valid_until'], message: 'must not be before valid_from' });
    }
    refuseOverlaps(days, (one, other) => one.weekday === other.weekday, ['days'], check);
  });
type Season = z.output<typeof seasonSchema>;

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
    const hours = await write(tx, club, seasons);
    return {
      before: seasonsOf(club.openingHours),
      after: seasonsOf(hours),
      affected: await bookingsOutside(tx, { ...club, openingHours: hours }, ctx.now),
    };
  });

async function write(tx: Tx, { id: clubId }: Club, seasons: readonly Season[]): Promise<OpeningHours[]> {
  await tx.delete(openingHours).where(eq(openingHours.clubId, clubId));
  const rows = seasons.flatMap(({ valid_from, valid_until, days }) =>
    days.map(({ weekday, ...times }) => ({
      clubId,
      weekday,
      ...readWindow(times),
      validFrom: valid_from,
      validUntil: valid_until,
    })),
  );
  return rows.length === 0 ? [] : tx.insert(openingHours).values(rows).returning();
}

/** The hours as the API writes them, the week without dates first. */
export function seasonsOf(hours: readonly OpeningHours[]): Season[] {
  const seasons = groupBy(hours, ({ validFrom, validUntil }) => `${validFrom} ${validUntil}`);
  return [...seasons.values()]
    .map((rows) => ({
      valid_from: rows[0]?.validFrom ?? null,
      valid_until: rows[0]?.validUntil ?? null,
      days: rows.map((row) => ({ weekday: row.weekday, ...windowJson(row) })),
    }))
    .sort((a, b) => (a.valid_from ?? '').localeCompare(b.valid_from ?? ''));
}

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
