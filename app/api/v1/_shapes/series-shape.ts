import { z } from 'zod';
import { SERIES_KINDS } from '@/db/schema';
import type { Club } from '@/lib/catalogue/catalogue';
import { clockTime } from '@/lib/clubs/set-up/wall-window';
import { isoWithOffset } from '@/lib/core/time';
import type { ShownSeries } from '@/lib/desk/series/list-series';
import { SERIES_CONFLICTS } from '@/lib/desk/series/plan-series';
import { choiceSchemas } from '@/lib/desk/series/read-series-wish';
import { instant, localDate, localTime } from './members';

export const seriesSchema = z.strictObject({
  id: z.uuid(),
  court_id: z.int(),
  kind: z.enum(SERIES_KINDS),
  title: z.string().nullable(),
  customer: z.strictObject({ id: z.uuid(), name: z.string() }).nullable(),
  weekdays: z.array(z.int().min(1).max(7)),
  every_weeks: z.int(),
  start_time: localTime,
  duration: z.int(),
  from: localDate,
  until: localDate,
  left: z.int().describe('How many of its dates are to come.'),
  next_starts_at: instant,
  last_starts_at: instant,
  revision: z.int(),
});

export function seriesShape({ timeZone }: Club, one: ShownSeries) {
  return {
    id: one.id,
    court_id: one.courtId,
    kind: one.kind,
    title: one.title,
    customer: one.customerId === null ? null : { id: one.customerId, name: one.customerName ?? '—' },
    weekdays: one.weekdays,
    every_weeks: one.everyWeeks,
    start_time: clockTime(one.startMinute),
    duration: one.durationMinutes,
    from: one.fromDate,
    until: one.untilDate,
    left: one.left,
    next_starts_at: isoWithOffset(one.nextStartsAt, timeZone),
    last_starts_at: isoWithOffset(one.lastStartsAt, timeZone),
    revision: one.revision,
  };
}

/** A date of a series that is made. */
export const seriesDateSchema = z.strictObject({
  date: localDate,
  starts_at: instant.nullable().describe('Null for a time that the clocks leave out.'),
  ends_at: instant.nullable(),
  court_id: z.int(),
  conflict: z
    .strictObject({
      reason: z.enum(SERIES_CONFLICTS),
      taken_by: z.uuid().nullable(),
      nearest_court_id: z.int().nullable().describe('The nearest court of its sport that is free then.'),
    })
    .nullable(),
});

const { skip, court, time } = choiceSchemas;
/** What is done on single dates. */
export const seriesChoices = z
  .array(
    z.discriminatedUnion('choice', [
      skip,
      court
        .omit({ courtId: true })
        .extend({ court_id: court.shape.courtId })
        .transform(({ court_id, ...rest }) => ({ ...rest, courtId: court_id })),
      time
        .omit({ startTime: true })
        .extend({ start_time: time.shape.startTime })
        .transform(({ start_time, ...rest }) => ({ ...rest, startTime: start_time })),
    ]),
  )
  .max(400)
  .default([]);
