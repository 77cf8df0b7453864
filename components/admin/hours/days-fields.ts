import { z } from 'zod';
import type { Holiday } from '@/lib/clubs/holidays/list-holidays';
import type { setSpecialDays } from '@/lib/clubs/set-up/set-special-days';
import type { Day } from '@/lib/clubs/set-up/special-days-list';

type Window = { opens: string; closes: string };

/** A special day as it is typed. */
export type SpecialDayFields = {
  date: string;
  name_es: string;
  name_en: string;
  closed: boolean;
  holiday: boolean;
  windows: Window[];
  /** What kind of holiday a proposed day is, which is to be looked at. Empty for a day that is saved or typed. */
  note: '' | Holiday['kind'];
};

export const NO_DAY: SpecialDayFields = {
  date: '',
  name_es: '',
  name_en: '',
  closed: true,
  holiday: false,
  windows: [],
  note: '',
};

/** A saved day as its form shows it. */
export const fieldsOfDay = ({ date, name, closed, holiday, windows }: Day): SpecialDayFields => ({
  date,
  name_es: name?.es ?? '',
  name_en: name?.en ?? '',
  closed,
  holiday,
  windows: windows.map(({ opens, closes }) => ({ opens, closes: closes === '24:00' ? '00:00' : closes })),
  note: '',
});

type Values = Readonly<Record<string, string>>;

/** The days of a form in the order of their dates, without those that are to go and the empty ones. */
export function readDays(values: Values): SpecialDayFields[] {
  const indexes = Object.keys(values).flatMap((name) => /^days\.(\d{1,3})\.date$/.exec(name)?.[1] ?? []);
  return indexes
    .filter((index) => values[`days.${index}.gone`] !== 'on' && values[`days.${index}.date`] !== '')
    .map((index) => readDay(values, `days.${index}.`))
    .toSorted((a, b) => a.date.localeCompare(b.date));
}

/** So many windows may a day have. */
const MOST_WINDOWS = 10;

/** Hours that are typed for a closed day are not meant. */
function readDay(values: Values, prefix: string): SpecialDayFields {
  const closed = values[`${prefix}closed`] === 'on';
  const windows = Array.from({ length: MOST_WINDOWS }, (_, window) => ({
    opens: values[`${prefix}${window}.opens`] ?? '',
    closes: values[`${prefix}${window}.closes`] ?? '',
  }));
  return {
    date: values[`${prefix}date`] ?? '',
    name_es: values[`${prefix}name_es`] ?? '',
    name_en: values[`${prefix}name_en`] ?? '',
    closed,
    holiday: values[`${prefix}holiday`] === 'on',
    note: noteOf(values[`${prefix}note`]),
    windows: closed ? [] : windows.filter(({ opens, closes }) => opens !== '' || closes !== ''),
  };
}

const noteOf = (text: string | undefined) =>
  text === 'fixed' || text === 'moved' || text === 'local' ? text : '';

type DaysForm = {
  club: string;
  preview: boolean;
  list: Omit<Parameters<typeof setSpecialDays>[2], 'days'> & { days: unknown[] };
};

/** The form of a club's special days as `setSpecialDays` takes it. */
export const daysForm = z.record(z.string(), z.string()).transform(
  (values): DaysForm => ({
    club: values.club ?? '',
    preview: values.intent !== 'save',
    list: {
      revision: Number(values.revision),
      days: readDays(values).map(({ name_es, name_en, note: _, ...day }) => ({
        ...day,
        name: name_es || name_en ? { es: name_es || name_en, en: name_en || name_es } : null,
      })),
    },
  }),
);
