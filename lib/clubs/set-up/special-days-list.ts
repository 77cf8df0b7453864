import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import { specialDays } from '@/db/schema';
import type { SpecialDay } from '@/lib/catalogue/catalogue';
import { keptName } from '@/lib/core/input/kept-text';
import { isLocalDate } from '@/lib/core/time';
import { readWindow, refuseOverlaps, wallTimes, windowJson } from './wall-window';

/** A date on which the week of a club does not hold. */
export const specialDaySchema = z
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
export type Day = z.output<typeof specialDaySchema>;

/** Writes the special days of a club in place of all that it had. */
export async function writeSpecialDays(tx: Tx, clubId: number, days: readonly Day[]): Promise<SpecialDay[]> {
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
