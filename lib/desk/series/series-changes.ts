import { z } from 'zod';
import { askedTime } from '@/lib/core/input/asked-time';
import { keptName, keptText } from '@/lib/core/input/kept-text';
import { typedPriceSchema } from '@/lib/desk/agreed-price';
import { choicesSchema, weekdaysSchema } from './read-series-wish';

/** What may change of a series. What is not given stays. */
export const seriesChangesSchema = z.strictObject({
  courtId: z.int().positive().optional(),
  startTime: askedTime.optional(),
  durationMinutes: z
    .int()
    .positive()
    .max(24 * 60)
    .optional(),
  /** One for a single date. Each date stays in its week, days that are new bring dates, and those left over give theirs up. */
  weekdays: weekdaysSchema.optional(),
  /** Null for none. */
  title: keptName(80).nullable().optional(),
  note: keptText(2000).nullable().optional(),
  /** What becomes of prices that change. Kept unless said. */
  price: z.union([z.enum(['keep', 'list']), typedPriceSchema]).default('keep'),
  /** What is done on single dates that new days bring. */
  choices: choicesSchema,
  /** Whether new dates that cannot be had are left out. */
  allowPartial: z.boolean().default(false),
  /** Whether the customers are told. */
  notify: z.boolean().default(true),
});
export type SeriesChanges = z.output<typeof seriesChangesSchema>;
