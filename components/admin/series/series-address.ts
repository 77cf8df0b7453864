import { z } from 'zod';
import { askedTime } from '@/lib/core/input/asked-time';
import { plainId, plainInteger } from '@/lib/core/input/plain-number';
import { isLocalDate } from '@/lib/core/time';
import { type CreateSeries, createSeriesSchema } from '@/lib/desk/series/read-series-wish';

const date = z.string().refine(isLocalDate);
const oneOrMore = z.union([z.string(), z.array(z.string())]).transform((days): unknown[] => [days].flat());

const addressSchema = z.object({
  kind: z.enum(['booking', 'block', 'maintenance']),
  court: plainId,
  weekday: oneOrMore.pipe(z.array(plainInteger(1, 7)).min(1).max(7)),
  every: plainInteger(1, 8),
  start: askedTime,
  length: plainInteger(5, 1440),
  from: date,
  until: date,
  /** Whoever it is for, as the desk finds them. */
  who: z.string().trim().max(100).default(''),
  title: z.string().trim().max(80).default(''),
});
export type SeriesAddress = z.output<typeof addressSchema>;

export type Search = Record<string, string | string[] | undefined>;

/** The series that an address of the page asks for, null when it asks for none. */
export const readSeriesAddress = (search: Search): SeriesAddress | null =>
  addressSchema.safeParse(search).data ?? null;

/** The same as a wish. `customerId` is whom `who` names. */
export const wishOf = (asked: SeriesAddress, customerId: string | null): CreateSeries =>
  createSeriesSchema.parse({
    courtId: asked.court,
    kind: asked.kind,
    weekdays: [...new Set(asked.weekday)],
    everyWeeks: asked.every,
    startTime: asked.start,
    durationMinutes: asked.length,
    from: asked.from,
    until: asked.until,
    ...(asked.kind === 'booking' && customerId !== null && { customerId }),
    ...(asked.title !== '' && { title: asked.title }),
  });
