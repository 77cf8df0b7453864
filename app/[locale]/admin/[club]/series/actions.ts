'use server';

import { refresh } from 'next/cache';
import { deskPath } from '@/components/admin/desk-pages';
import {
  changeAddress,
  changeSeriesForm,
  datesChosenIn,
  endSeriesForm,
  SEEN,
  saveSeriesForm,
  timeField,
} from '@/components/admin/series/series-forms';
import { changeSeries } from '@/lib/desk/series/change-series';
import { createSeries } from '@/lib/desk/series/create-series';
import { endSeries } from '@/lib/desk/series/end-series';
import { type ActionResult, action } from '@/lib/web/action';
import { goTo } from '../go-to';

type Previous = ActionResult<unknown> | null;

const submitNew = action(
  saveSeriesForm,
  (ctx, { club, wanted }) => createSeries(ctx, club, wanted),
  'staffWrite',
);
const submitChange = action(
  changeSeriesForm,
  async (ctx, { meant, changes, isLookedAtFirst }) => {
    if (isLookedAtFirst) await changeSeries({ ...ctx, preview: true }, meant, changes);
    else await changeSeries(ctx, meant, changes);
    return { isLookedAtFirst };
  },
  'staffWrite',
);
const submitEnd = action(
  endSeriesForm,
  (ctx, { meant, isTold }) => endSeries(ctx, meant, isTold),
  'staffWrite',
);

/** Books a previewed series and shows the page with it. What cannot be had by now is shown anew. */
export async function save(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  const result = await submitNew(null, form);
  if (result.ok) return goTo(`${seriesPath(result.data.club.slug)}?done=saved`);
  refresh();
  return { ...result, fields: renamed(result.fields, form) };
}

/** Moves dates of a series, or names them anew. Where it gets other days it leads to what they bring first. */
export async function change(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  const result = await submitChange(null, form);
  const path = seriesPath(String(form.get('club')));
  if (result.ok && result.data.isLookedAtFirst) return goTo(`${path}?${changeAddress(textOf(form))}`);
  if (result.ok && form.has(SEEN)) return goTo(`${path}?done=changed`);
  return shownAnew(result, form);
}

/** Cancels dates of a series. */
export async function end(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  return shownAnew(await submitEnd(null, form), form);
}

function shownAnew(result: ActionResult<unknown>, form: FormData): ActionResult<unknown> {
  refresh();
  return result.ok ? { ok: true, data: null } : { ...result, fields: renamed(result.fields, form) };
}

const seriesPath = (club: string) => deskPath(encodeURIComponent(club), 'series');

/** What a form says, without Next's own fields. */
const textOf = (form: FormData): Record<string, string> =>
  Object.fromEntries(
    [...form].flatMap(([name, value]) =>
      typeof value === 'string' && !name.startsWith('$ACTION') ? [[name, value] as const] : [],
    ),
  );

/** The fields of the form by what its verb calls them. */
const FIELDS: Readonly<Record<string, string>> = { 'price.amount': 'price', 'price.reason': 'reason' };

function renamed(fields: Record<string, string[]>, form: FormData): Record<string, string[]> {
  const dates = datesChosenIn(textOf(form));
  return Object.fromEntries(
    Object.entries(fields).map(([path, why]) => {
      const name = path.replace(/^(changes|asked|wanted)\./, '');
      const date = dates[Number(/^choices\.(\d+)\./.exec(name)?.[1])];
      return [date === undefined ? (FIELDS[name] ?? name) : timeField(date), why];
    }),
  );
}
