'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { cancelManyForm } from '@/components/admin/bookings/cancel-many-form';
import { payDueForm, waiveDueForm } from '@/components/admin/panel/due-schemas';
import { cancelFormSchema } from '@/components/reservation/cancel-form';
import { addPlayerForm, removePlayerForm } from '@/components/reservation/player-forms';
import { payDue } from '@/lib/billing/pay-due';
import { waiveDue } from '@/lib/billing/waive-due';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { cancelBookings } from '@/lib/desk/bookings/cancel-bookings';
import { allowDownload } from '@/lib/factors/step-up';
import { addPlayer, removePlayer } from '@/lib/reservations/change-players';
import { type ActionResult, action } from '@/lib/web/action';

type Previous<Data> = ActionResult<Data> | null;

const submitCancel = action(cancelFormSchema, cancelReservation, 'staffWrite');
const submitAdd = action(addPlayerForm, addPlayer, 'staffWrite');
const submitRemove = action(removePlayerForm, removePlayer, 'staffWrite');
const submitPay = action(payDueForm, (ctx, { dueId, ...paid }) => payDue(ctx, dueId, paid), 'staffWrite');
const submitWaive = action(waiveDueForm, (ctx, { dueId, ...why }) => waiveDue(ctx, dueId, why), 'staffWrite');

const submitCancelMany = action(
  cancelManyForm,
  (ctx, { club, ...wanted }) => cancelBookings(ctx, club, wanted),
  'staffWrite',
);

const submitExport = action(z.object({}), allowDownload, 'staffWrite');

/** Also shows the figures anew when they have changed, and then nothing is cancelled. */
export async function cancelAtDesk(
  _previous: Previous<unknown>,
  form: FormData,
): Promise<ActionResult<unknown>> {
  const result = await submitCancel(null, form);
  refresh();
  return result;
}

export async function addPlayerAtDesk(
  _previous: Previous<void>,
  form: FormData,
): Promise<ActionResult<void>> {
  const result = await submitAdd(null, form);
  if (result.ok) refresh();
  return result;
}

/** Also shows the list anew when somebody else has changed it. */
export async function removePlayerAtDesk(
  _previous: Previous<void>,
  form: FormData,
): Promise<ActionResult<void>> {
  const result = await submitRemove(null, form);
  refresh();
  return result;
}

/** Also shows what is owed anew when somebody else has taken it. */
export async function payAtDesk(
  _previous: Previous<unknown>,
  form: FormData,
): Promise<ActionResult<unknown>> {
  const result = await submitPay(null, form);
  if (result.ok || result.code === 'conflict') refresh();
  return result;
}

export async function waiveAtDesk(
  _previous: Previous<unknown>,
  form: FormData,
): Promise<ActionResult<unknown>> {
  const result = await submitWaive(null, form);
  if (result.ok || result.code === 'conflict') refresh();
  return result;
}

/** The answer names no club, since its form is on a page of one. */
export async function cancelManyAtDesk(
  _previous: Previous<unknown>,
  form: FormData,
): Promise<ActionResult<unknown>> {
  const result = await submitCancelMany(null, form);
  refresh();
  return result.ok ? { ok: true, data: null } : result;
}

/** Whether a file of the club may be downloaded now. The page then fetches it by its own address. */
export async function allowExport(
  _previous: Previous<string>,
  form: FormData,
): Promise<ActionResult<string>> {
  return submitExport(null, form);
}
