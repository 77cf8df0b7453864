import { z } from 'zod';
import type { Context } from '@/lib/core/context';
import { bookingsOutside } from './bookings-outside';
import { refuseRepeated } from './refuse-repeated';
import { type ReplacedList, replaceList } from './replace-list';
import { specialDayJson, specialDaySchema, writeSpecialDays } from './special-days-list';

/** All dates of a club on which its week does not hold, past ones too. */
export const specialDaysSchema = z.strictObject({
  revision: z.int().min(0),
  days: z.array(specialDaySchema).max(400).superRefine(refuseRepeated('date')),
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
    const written = await writeSpecialDays(tx, club.id, days);
    return {
      after: written.map(specialDayJson),
      affected: await bookingsOutside(tx, { ...club, specialDays: written }, ctx.now),
    };
  });
