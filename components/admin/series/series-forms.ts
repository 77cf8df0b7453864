import { z } from 'zod';
import { askedTime } from '@/lib/core/input/asked-time';
import { plainId, plainInteger } from '@/lib/core/input/plain-number';
import { isLocalDate } from '@/lib/core/time';
import { seriesChangesSchema } from '@/lib/desk/series/change-series';
import { readScope } from '@/lib/desk/series/lock-series';
import { createSeriesSchema } from '@/lib/desk/series/read-series-wish';

const CHOICE = 'choice_';
const TIME = 'time_';

/** The names of the fields in which a date's choice and another time for it are typed. */
export const choiceField = (date: string) => `${CHOICE}${date}`;
export const timeField = (date: string) => `${TIME}${date}`;

/** A previewed series with the choices for its dates. The wish comes back as the preview wrote it. */
export const saveSeriesForm = z
  .object({ club: z.string().max(100), wish: z.string().max(2_000) })
  .catchall(z.string().max(40))
  .transform(({ club, wish, ...fields }): { club: string; wanted: unknown } => ({
    club,
    wanted: { ...readJson(wish), choices: choicesIn(fields) },
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

export const endSeriesForm = scope.transform((asked) => readScope(asked));

export const changeSeriesForm = z
  .object({ court: plainId, start: askedTime })
  .catchall(z.string())
  .transform(({ court, start, ...asked }) => ({
    meant: readScope(scope.parse(asked)),
    changes: seriesChangesSchema.parse({ courtId: court, startTime: start }),
  }));
