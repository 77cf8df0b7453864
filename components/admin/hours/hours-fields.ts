import { z } from 'zod';
import type { Season } from '@/lib/clubs/set-up/opening-hours-list';
import type { openingHoursSchema } from '@/lib/clubs/set-up/set-opening-hours';

/** Opening and closing of a weekday as they are typed. */
export type DayFields = { weekday: number; opens: string; closes: string };

/** The week without dates, or a season, as it is typed. */
export type SeasonFields = {
  /** The first day as it is saved, whatever is typed. Empty for the week, and `new` for a season not saved yet. */
  key: string;
  valid_from: string;
  valid_until: string;
  days: DayFields[];
};

export const NEW_SEASON = 'new';
export const NO_SEASON: SeasonFields = { key: NEW_SEASON, valid_from: '', valid_until: '', days: [] };

/** Saved hours as their form shows them. A clock's input has no 24:00, and 00:00 closes at the same moment. */
export const fieldsOf = (seasons: readonly Season[]): SeasonFields[] =>
  seasons.map(({ valid_from, valid_until, days }) => ({
    key: valid_from ?? '',
    valid_from: valid_from ?? '',
    valid_until: valid_until ?? '',
    days: days.map(({ weekday, opens, closes }) => ({
      weekday,
      opens,
      closes: closes === '24:00' ? '00:00' : closes,
    })),
  }));

type Values = Readonly<Record<string, string>>;
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** Which weekdays are to be like Monday. */
const COPIES: Readonly<Record<string, readonly number[]>> = {
  workdays: [2, 3, 4, 5],
  all: [2, 3, 4, 5, 6, 7],
};

/**
 * The seasons of a form without those that are to go and the empty one. The first is the week without dates. Windows
 * are named `seasons.<season>.<weekday>.<window>.opens`.
 */
export function readSeasons(values: Values): SeasonFields[] {
  const indexes = Object.keys(values).flatMap(
    (name) => /^seasons\.(\d{1,2})\.valid_from$/.exec(name)?.[1] ?? [],
  );
  return indexes
    .filter((index) => values[`seasons.${index}.gone`] !== 'on')
    .map((index) => readSeason(values, `seasons.${index}.`))
    .filter(
      (season, place) =>
        place === 0 || season.valid_from !== '' || season.valid_until !== '' || season.days.length > 0,
    );
}

function readSeason(values: Values, prefix: string): SeasonFields {
  const typed = WEEKDAYS.flatMap((weekday) => readDay(values, prefix, weekday));
  const copied = COPIES[values[`${prefix}copy`] ?? ''] ?? [];
  const monday = typed.filter(({ weekday }) => weekday === 1);
  const days = WEEKDAYS.flatMap((weekday) =>
    copied.includes(weekday)
      ? monday.map((window) => ({ ...window, weekday }))
      : typed.filter((window) => window.weekday === weekday),
  );
  return {
    key: values[`${prefix}key`] ?? '',
    valid_from: values[`${prefix}valid_from`] ?? '',
    valid_until: values[`${prefix}valid_until`] ?? '',
    days,
  };
}

function readDay(values: Values, prefix: string, weekday: number): DayFields[] {
  const windows = Object.keys(values).flatMap((name) =>
    name.startsWith(`${prefix}${weekday}.`) && name.endsWith('.opens') ? name.slice(0, -'opens'.length) : [],
  );
  return windows
    .map((window) => ({
      weekday,
      opens: values[`${window}opens`] ?? '',
      closes: values[`${window}closes`] ?? '',
    }))
    .filter(({ opens, closes }) => opens !== '' || closes !== '');
}

type HoursForm = { club: string; preview: boolean; list: z.input<typeof openingHoursSchema> };

/** The form of a club's hours as `setOpeningHours` takes it. */
export const hoursForm = z.record(z.string(), z.string()).transform(
  (values): HoursForm => ({
    club: values.club ?? '',
    preview: values.intent !== 'save',
    list: {
      revision: Number(values.revision),
      seasons: readSeasons(values).map(({ valid_from, valid_until, days }) => ({
        valid_from: valid_from || null,
        valid_until: valid_until || null,
        days,
      })),
    },
  }),
);
