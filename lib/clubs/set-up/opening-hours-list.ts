import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import { openingHours } from '@/db/schema';
import type { OpeningHours } from '@/lib/catalogue/catalogue';
import { groupBy } from '@/lib/core/group-by';
import { isLocalDate } from '@/lib/core/time';
import { readWindow, refuseOverlaps, wallTimes, windowJson } from './wall-window';

const localDate = z.string().refine(isLocalDate, 'must be a real date, YYYY-MM-DD');

/** The week without dates, or a season, which has both of its dates. */
export const seasonSchema = z
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
export type Season = z.output<typeof seasonSchema>;

/** Every window of the seasons as it is kept. */
export const windowsOf = (seasons: readonly Season[]) =>
  seasons.flatMap(({ valid_from, valid_until, days }) =>
    days.map(({ weekday, ...times }) => ({
      weekday,
      ...readWindow(times),
      validFrom: valid_from,
      validUntil: valid_until,
    })),
  );

/** Writes the hours of a club in place of all that it had. */
export async function writeHours(
  tx: Tx,
  clubId: number,
  seasons: readonly Season[],
): Promise<OpeningHours[]> {
  await tx.delete(openingHours).where(eq(openingHours.clubId, clubId));
  const rows = windowsOf(seasons).map((window) => ({ clubId, ...window }));
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
