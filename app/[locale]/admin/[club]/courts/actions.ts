'use server';

import { refresh } from 'next/cache';
import {
  addCourtForm,
  changeCourtForm,
  orderCourtsForm,
  retireCourtForm,
  returnCourtForm,
} from '@/components/admin/courts/court-forms';
import { deskPath } from '@/components/admin/desk-pages';
import { addCourt } from '@/lib/clubs/courts/add-court';
import { changeCourt } from '@/lib/clubs/courts/change-court';
import { orderCourts } from '@/lib/clubs/courts/order-courts';
import { retireCourt } from '@/lib/clubs/courts/retire-court';
import { type ActionResult, action } from '@/lib/web/action';
import { goTo } from '../go-to';

type Previous = ActionResult<unknown> | null;

const submitNew = action(addCourtForm, (ctx, { club, ...facts }) => addCourt(ctx, club, facts), 'staffWrite');
const submitChange = action(changeCourtForm, changeCourt, 'staffWrite');
const submitOrder = action(
  orderCourtsForm,
  (ctx, { club, ...order }) => orderCourts(ctx, club, order),
  'staffWrite',
);
const submitRetirement = action(retireCourtForm, retireCourt, 'staffWrite');
const submitReturn = action(returnCourtForm, changeCourt, 'staffWrite');

/** Adds a court and shows the page with it. */
export async function add(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  const result = await submitNew(null, form);
  return result.ok ? goTo(`${pathOf(String(form.get('club')))}?done=added`) : result;
}

/** Changes what is said of a court, and shows it anew also when somebody else has changed it. */
export async function change(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  return shownAnew(await submitChange(null, form));
}

/** Puts the courts in another order, and shows them anew also when another was added meanwhile. */
export async function order(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  return shownAnew(await submitOrder(null, form));
}

/** Takes a court off sale and shows the page without it. */
export async function retire(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  const result = await submitRetirement(null, form);
  return result.ok ? goTo(`${pathOf(result.data.club.slug)}?done=retired`) : result;
}

/** Puts a retired court back on sale. */
export async function putBack(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  return shownAnew(await submitReturn(null, form));
}

const pathOf = (club: string) => deskPath(encodeURIComponent(club), 'courts');

function shownAnew(result: ActionResult<unknown>): ActionResult<unknown> {
  refresh();
  return result;
}
