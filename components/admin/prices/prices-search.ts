import { z } from 'zod';
import type { Club } from '@/lib/catalogue/catalogue';
import { plainId } from '@/lib/core/input/plain-number';
import {
  addDays,
  isLocalDate,
  type LocalDate,
  localDateOf,
  parseLocalTime,
  weekdayOf,
} from '@/lib/core/time';

const search = z.object({
  view: z.enum(['calendar', 'list']).catch('calendar'),
  court: plainId.nullable().catch(null),
  category: z.string().catch(''),
  duration: z.coerce.number().int().nullable().catch(null),
  date: z.string().refine(isLocalDate).nullable().catch(null),
  time: z.string().catch(''),
  rule: z.coerce.number().int().nullable().catch(null),
  from: z.coerce.number().int().nullable().catch(null),
  fresh: z.string().catch(''),
  done: z.string().catch(''),
});

/** What the address of the page of prices asks for. */
export type PricesSearch = {
  view: 'calendar' | 'list';
  courtId: number | null;
  category: string | null;
  minutes: number;
  date: LocalDate;
  monday: LocalDate;
  /** Minutes after the midnight of the date. Null when no price is explained. */
  minute: number | null;
  /** The place of a rule that is unfolded. */
  rule: number | null;
  /** The replacement whose list is shown to be saved again. */
  from: number | null;
  /** The hours of a new rule, as `weekday,HH:MM,HH:MM`. */
  fresh: string;
  done: boolean;
};

/** Reads the address. What the club does not have is as if it were not asked. */
export function readSearch(club: Club, nowMs: number, params: Record<string, unknown>): PricesSearch {
  const asked = search.parse(params);
  const date = asked.date ?? localDateOf(nowMs, club.timeZone);
  const court = club.courts.find(({ id }) => id === asked.court) ?? club.courts[0];
  const minutes = asked.duration ?? club.durationsMinutes[0] ?? 60;
  return {
    view: asked.view,
    courtId: court?.id ?? null,
    category: club.categories.find(({ code }) => code === asked.category)?.code ?? null,
    minutes: club.durationsMinutes.includes(minutes) ? minutes : (club.durationsMinutes[0] ?? 60),
    date,
    monday: addDays(date, 1 - weekdayOf(date)),
    minute: readMinute(asked.time),
    rule: asked.rule,
    from: asked.from,
    fresh: asked.fresh,
    done: asked.done === 'saved',
  };
}

/** A time past midnight counts on from 24:00, as in the calendar. */
function readMinute(time: string): number | null {
  const [, hours, minutes] = /^(\d{2}):(\d{2})$/.exec(time) ?? [];
  if (hours === undefined || minutes === undefined) return null;
  const late = Number(hours) - 24;
  if (late < 0) return parseLocalTime(time);
  const early = late < 24 ? parseLocalTime(`${String(late).padStart(2, '0')}:${minutes}`) : null;
  return early === null ? null : early + 1440;
}

/** The address of the same view with other wishes. */
export function searchParams(
  { view, courtId, category, minutes, date }: PricesSearch,
  changes: Readonly<Record<string, string>> = {},
): string {
  return new URLSearchParams({
    view,
    ...(courtId !== null && { court: String(courtId) }),
    ...(category !== null && { category }),
    duration: String(minutes),
    date,
    ...changes,
  }).toString();
}
