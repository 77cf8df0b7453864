'use server';

import { refresh } from 'next/cache';
import { changeSeriesForm, endSeriesForm, saveSeriesForm } from '@/components/admin/series/series-forms';
import { deskPath } from '@/components/admin/desk-pages';
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
const submitEnd = action(endSeriesForm, (ctx, meant) => endSeries(ctx, meant), 'staffWrite');

/** Books a previewed series and shows the page with it. */
export async function save(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  const result = await submitNew(null, form);
  return result.ok
    ? goTo(`${deskPath(encodeURIComponent(result.data.club.slug), 'series')}?done=saved`)
    : result;
}

/** Moves dates of a series. */
export async function change(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  return shownAnew(await submitChange(null, form));
}

/** Cancels dates of a series. */
export async function end(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  return shownAnew(await submitEnd(null, form));
}

function shownAnew(result: ActionResult<unknown>): ActionResult<unknown> {
  refresh();
  return result;
}
