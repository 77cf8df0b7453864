import { z } from 'zod';
import { formatWallMinute } from '@/components/shared/format-wall-minute';
import { askedTime } from '@/lib/core/input/asked-time';
import { plainId, plainInteger } from '@/lib/core/input/plain-number';
import { isLocalDate } from '@/lib/core/time';
import type { ShownSeries } from '@/lib/desk/series/list-series';
import { readScope } from '@/lib/desk/series/lock-series';
import { createSeriesSchema } from '@/lib/desk/series/read-series-wish';
import { seriesChangesSchema } from '@/lib/desk/series/series-changes';
import type { Search } from './series-address';
import { WEEKDAYS } from './weekdays';

const CHOICE = 'choice_';
const TIME = 'time_';

/** The names of the fields in which a date's choice and another time for it are typed. */
export const choiceField = (date: string) => `${CHOICE}${date}`;
export const timeField = (date: string) => `${TIME}${date}`;

/** The dates for which the fields of a form choose, in its order. */
export const datesChosenIn = (fields: Record<string, string>): string[] =>
  choicesIn(fields).map(({ date }) => date);

/** A previewed series with the choices for its dates. The wish comes back as the preview wrote it. */
export const saveSeriesForm = z
  .object({ club: z.string().max(100), wish: z.string().max(8_000) })
  .catchall(z.string().max(40))
  .transform(({ club, wish, notify, ...fields }): { club: string; wanted: unknown } => ({
    club,
    wanted: { ...readJson(wish), choices: choicesIn(fields), notify: notify === 'on' },
  }))
  .pipe(z.object({ club: z.string(), wanted: z.unknown().pipe(createSeriesSchema) }));

function readJson(text: string): object {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    return {};
  }
}

const choicesIn = (fields: Record<string, string>) =>
  Object.entries(fields).flatMap(([name, choice]) => {
    if (!name.startsWith(CHOICE)) return [];
    const date = name.slice(CHOICE.length);
    if (choice === 'skip') return [{ date, choice }];
    if (choice === 'time') return [{ date, choice, startTime: fields[timeField(date)] ?? '' }];
    return choice === '' ? [] : [{ date, choice: 'court', courtId: Number(choice) }];
  });

const scope = z
  .object({
    seriesId: z.uuid(),
    revision: plainInteger(0, Number.MAX_SAFE_INTEGER),
    scope: z.enum(['this', 'following', 'all']),
    date: z.union([z.literal(''), z.string().refine(isLocalDate)]),
  })
  .transform(({ date, ...seen }) => ({ ...seen, ...(seen.scope !== 'all' && date !== '' && { date }) }));

/** Which dates are meant, not yet parsed. */
type Asked<More> = { asked: unknown } & More;

export const endSeriesForm = z
  .object({ notify: z.string().optional() })
  .catchall(z.string())
  .transform(({ notify, ...asked }): Asked<{ isTold: boolean }> => ({ asked, isTold: notify === 'on' }))
  .pipe(z.object({ asked: z.unknown().pipe(scope), isTold: z.boolean() }))
  .transform(({ asked, isTold }) => ({ meant: readScope(asked), isTold }));

/** The name of the box of a weekday. */
export const weekdayField = (weekday: number) => `weekday_${weekday}`;

/** What the form shows of a series, so that it can tell what is changed. */
const shownSchema = z.object({
  court: z.int(),
  start: z.string(),
  length: z.int(),
  weekdays: z.array(z.int()),
  title: z.string(),
  note: z.string(),
});

export const shownSeriesField = (one: ShownSeries): string =>
  JSON.stringify({
    court: one.courtId,
    start: formatWallMinute(one.startMinute),
    length: one.durationMinutes,
    weekdays: one.weekdays,
    title: one.title ?? '',
    note: one.note ?? '',
  } satisfies z.output<typeof shownSchema>);

/** Browsers send the line breaks of a form as two characters. */
const oneBreak = (text: string): string => text.trim().replaceAll('\r\n', '\n');

const changeFields = z
  .object({
    shown: z.string().max(4_000),
    court: plainId,
    start: askedTime,
    length: plainInteger(5, 1440),
    title: z.string().trim(),
    note: z.string().transform(oneBreak),
    pricing: z.enum(['keep', 'list']).default('keep'),
    price: z.string().trim().default(''),
    reason: z.string().trim().default(''),
    notify: z.string().optional(),
  })
  .catchall(z.string());

/** The address of the page that shows what a change would do. What is stored needs no place in it. */
export function changeAddress({ shown = '', note = '', ...fields }: Record<string, string>): URLSearchParams {
  const was = shownSchema.partial().parse(readJson(shown));
  const isNoted = oneBreak(note) !== was.note;
  return new URLSearchParams({ ...fields, ...(isNoted && { note }), changing: 'yes' });
}

/** The fields of the form by which such an address came about. */
export function changeFieldsIn(search: Search, one: ShownSeries): Record<string, string> {
  const fields = Object.entries(search).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  );
  return { note: one.note ?? '', ...Object.fromEntries(fields), shown: shownSeriesField(one) };
}

/** The name of the field that says that the new dates of a change were seen. */
export const SEEN = 'seen';

/** What is left as it was shown is no change. More or fewer days are looked at before they are saved. */
export const changeSeriesForm = changeFields
  .transform(
    ({
      shown,
      court,
      start,
      length,
      title,
      note,
      pricing,
      price,
      reason,
      notify,
      ...asked
    }): Asked<{ changes: unknown; isLookedAtFirst: boolean }> => {
      const was = shownSchema.partial().parse(readJson(shown));
      const weekdays = WEEKDAYS.filter((day) => asked[weekdayField(day)] !== undefined);
      const isOtherLength = asked.scope !== 'this' && weekdays.length !== was.weekdays?.length;
      return {
        asked,
        isLookedAtFirst: isOtherLength && asked[SEEN] === undefined,
        changes: {
          ...(court !== was.court && { courtId: court }),
          ...(start !== was.start && { startTime: start }),
          ...(length !== was.length && { durationMinutes: length }),
          ...(weekdays.join() !== was.weekdays?.toSorted().join() && { weekdays }),
          ...(title !== was.title && { title: title || null }),
          ...(note !== was.note && { note: note || null }),
          price: price === '' ? pricing : { amount: price.replace(',', '.'), reason },
          choices: choicesIn(asked),
          notify: notify === 'on',
        },
      };
    },
  )
  .pipe(
    z.object({
      asked: z.unknown().pipe(scope),
      changes: z.unknown().pipe(seriesChangesSchema),
      isLookedAtFirst: z.boolean(),
    }),
  )
  .transform(({ asked, ...rest }) => ({ meant: readScope(asked), ...rest }));
