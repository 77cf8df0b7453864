'use server';

import { refresh } from 'next/cache';
import { deskPath } from '@/components/admin/desk-pages';
import { changeSeriesForm, endSeriesForm, saveSeriesForm } from '@/components/admin/series/series-forms';
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
  (ctx, { meant, changes }) => changeSeries(ctx, meant, changes),
  'staffWrite',
);
const submitEnd = action(
  endSeriesForm,
  (ctx, { meant, isTold }) => endSeries(ctx, meant, isTold),
  'staffWrite',
);

/** Books a previewed series and shows the page with it. */
export async function save(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  const result = await submitNew(null, form);
  return result.ok
    ? goTo(`${deskPath(encodeURIComponent(result.data.club.slug), 'series')}?done=saved`)
    : result;
}

/** Moves dates of a series, or names them anew. */
export async function change(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  return shownAnew(await submitChange(null, form));
}

/** Cancels dates of a series. */
export async function end(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  return shownAnew(await submitEnd(null, form));
}

function shownAnew(result: ActionResult<unknown>): ActionResult<unknown> {
  refresh();
  return result.ok ? { ok: true, data: null } : { ...result, fields: renamed(result.fields) };
}

/** The fields of the form by what its verb calls them. */
const FIELDS: Readonly<Record<string, string>> = { 'price.amount': 'price', 'price.reason': 'reason' };

const renamed = (fields: Record<string, string[]>) =>
  Object.fromEntries(
    Object.entries(fields).map(([path, why]) => {
      const name = path.replace(/^(changes|asked)\./, '');
      return [FIELDS[name] ?? name, why];
    }),
  );
