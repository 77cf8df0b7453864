'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { deskPath } from '@/components/admin/desk-pages';
import { bookFormSchema } from '@/components/planner/book/book-form';
import { moveFormSchema } from '@/components/planner/book/move-fields';
import { repeatFormSchema } from '@/components/planner/book/repeat-form';
import { shiftFormSchema } from '@/components/planner/shift/shift-address';
import { redirect } from '@/lib/core/i18n/navigation';
import { safePath } from '@/lib/core/input/safe-path';
import { undoAct } from '@/lib/desk/acts/undo-act';
import { bookAtDesk } from '@/lib/desk/bookings/book-at-desk';
import { bookAtDeskSchema } from '@/lib/desk/bookings/read-wish';
import { moveBooking, moveBookingSchema } from '@/lib/desk/moves/move-booking';
import { shiftCourt, shiftCourtSchema } from '@/lib/desk/moves/shift-court';
import { type ActionResult, action } from '@/lib/web/action';
import { pageContext } from '@/lib/web/page-context';

const submitBook = action(
  bookFormSchema.pipe(z.object({ club: z.string(), wanted: bookAtDeskSchema })),
  (ctx, { club, wanted }) => bookAtDesk(ctx, club, wanted),
  'staffWrite',
);

const submitMove = action(
  moveFormSchema.pipe(moveBookingSchema),
  (ctx, wanted) => moveBooking(ctx, wanted),
  'staffWrite',
);

/**
 * Moves a booking and goes back to the board that the form names. One that somebody else has moved meanwhile is shown
 * as it is now.
 */
export async function moveAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<unknown>> {
  const result = await submitMove(null, form);
  refresh();
  return result.ok ? backToBoard(form) : result;
}

const submitShift = action(shiftFormSchema.pipe(shiftCourtSchema), shiftCourt, 'staffWrite');

/** Lets the bookings of a court begin later and goes back to its day. */
export async function shiftAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<unknown>> {
  const result = await submitShift(null, form);
  refresh();
  return result.ok ? backToBoard(form) : result;
}

const submitUndo = action(
  z.object({ actId: z.uuid() }),
  (ctx, { actId }) => undoAct(ctx, actId),
  'staffWrite',
);

/** Takes an act back, and shows the board as it is then. */
export async function undoAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<unknown>> {
  const result = await submitUndo(null, form);
  refresh();
  return result.ok ? { ok: true, data: null } : result;
}

/** The fields of the form by what its verb calls them. */
const FIELDS: Readonly<Record<string, string>> = {
  customer: 'name',
  'customer.name': 'name',
  'customer.phone': 'phone',
  'price.amount': 'price',
  'price.reason': 'reason',
  durationMinutes: 'until',
};

/** Books at the desk of a club and goes back to the board that the form names. */
export async function bookAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<unknown>> {
  const result = await submitBook(null, form);
  if (!result.ok) return { ...result, fields: renamed(result.fields) };
  return backToBoard(form);
}

/** Shows what is typed to book as a series, whose dates are looked at before anything is booked. */
export async function repeatAction(form: FormData): Promise<void> {
  const { locale } = await pageContext();
  const asked = repeatFormSchema.safeParse(Object.fromEntries(form));
  if (!asked.success) return;
  const { club, search } = asked.data;
  redirect({ href: `${deskPath(encodeURIComponent(club), 'series')}?${search}`, locale });
}

async function backToBoard(form: FormData): Promise<never> {
  const { locale } = await pageContext();
  redirect({ href: safePath(String(form.get('back'))) ?? '/admin', locale });
}

const renamed = (fields: Record<string, string[]>) =>
  Object.fromEntries(
    Object.entries(fields).map(([path, why]) => {
      const name = path.replace(/^wanted\./, '');
      return [FIELDS[name] ?? name.replace(/^players\./, 'player.'), why];
    }),
  );
