import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import { specialDays } from '@/db/schema';
import type { Club, SpecialDay } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { keptName } from '@/lib/core/input/kept-text';
import { isLocalDate } from '@/lib/core/time';
import { bookingsOutside } from './bookings-outside';
import { type ReplacedList, replaceList } from './replace-list';
import { readWindow, refuseOverlaps, wallTimes, windowJson } from './wall-window';

const daySchema = z
  .strictObject({
    date: z.string().refine(isLocalDate, 'must be a real date, YYYY-MM-DD'),
    name: z
      .strictObject({ es: keptName(80), en: keptName(80) })
      .nullable()
      .default(null),
    closed: z.boolean(),
    holiday: z.boolean(),
    windows: z.array(z.strictObject(wallTimes)).max(10),
  })
  .superRefine(({ closed, windows }, check) => {
    if (closed !== (windows.length === 0)) {
      const message = closed ? 'a closed day has no hours' : 'an open day needs hours';
      check.addIssue({ code: 'custom', path: ['windows'], message });
    }
    refuseOverlaps(windows, () => true, ['windows'], check);
  });
type Day = z.output<typeof daySchema>;

/** All dates of a club on which its week does not hold, past ones too. */
export const specialDaysSchema = z.strictObject({
  revision: z.int().min(0),
  days: z.array(daySchema).max(400).superRefine(refuseRepeatedDates),
});

/**
 * Replaces the special days of a club. Bookings that lie outside the new hours stay, and are named in `affected`.
 * @throws AppError as `replaceList`
 */
export const setSpecialDays = (
  ctx: Context,
  clubIdOrSlug: string,
  { revision, days }: z.output<typeof specialDaysSchema>,
): Promise<ReplacedList> =>
  replaceList(ctx, clubIdOrSlug, 'special_days', revision, async (tx, club) => {
    const written = await write(tx, club, days);
    return {
      before: club.specialDays.map(specialDayJson),
      after: written.map(specialDayJson),
      affected: await bookingsOutside(tx, { ...club, specialDays: written }, ctx.now),
    };
  });

async function write(tx: Tx, { id: clubId }: Club, days: readonly Day[]): Promise<SpecialDay[]> {
  await tx.delete(specialDays).where(eq(specialDays.clubId, clubId));
  const rows = days
    .toSorted((a, b) => a.date.localeCompare(b.date))
    .map((day) => ({ ...day, clubId, windows: day.windows.map(readWindow) }));
  return rows.length === 0 ? [] : tx.insert(specialDays).values(rows).returning();
}

/** A special day as the API writes it. */
export const specialDayJson = ({ date, name, closed, holiday, windows }: SpecialDay): Day => ({
  date,
  name,
  closed,
  holiday,
  windows: windows.map(windowJson),
});

function refuseRepeatedDates(days: readonly Day[], check: z.RefinementCtx): void {
  for (const [index, { date }] of days.entries()) {
    if (!days.some((other, place) => place !== index && other.date === date)) continue;
    check.addIssue({ code: 'custom', path: [index, 'date'], message: 'is there twice' });
  }
}
