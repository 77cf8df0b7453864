'use server';

import { refresh } from 'next/cache';
import { z } from 'zod';
import { linksForm } from '@/components/admin/bookings/links-form';
import { messageForm } from '@/components/messages/message-form';
import { cancelManyForm } from '@/components/admin/bookings/cancel-many-form';
import {
  changeForm,
  playerMarkForm,
  presenceForm,
  restoreForm,
  undoForm,
} from '@/components/admin/panel/act-schemas';
import { linkDueForm, payDueForm, waiveDueForm } from '@/components/admin/panel/due-schemas';
import { cancelFormSchema } from '@/components/reservation/cancel-form';
import { addPlayerForm, removePlayerForm } from '@/components/reservation/player-forms';
import { payDue } from '@/lib/billing/pay-due';
import { sendPaymentLinks } from '@/lib/billing/send-payment-links';
import { sendPaymentLink } from '@/lib/billing/send-payment-link';
import { waiveDue } from '@/lib/billing/waive-due';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { undoAct } from '@/lib/desk/acts/undo-act';
import { cancelBookings } from '@/lib/desk/bookings/cancel-bookings';
import { checkInPlayer, undoCheckInPlayer } from '@/lib/desk/bookings/check-in-player';
import { changeDetails } from '@/lib/desk/bookings/change-details';
import { checkIn, undoCheckIn } from '@/lib/desk/bookings/check-in';
import { markNoShow, revive } from '@/lib/desk/bookings/no-show';
import { restoreBooking } from '@/lib/desk/bookings/restore-booking';
import { sendMessage } from '@/lib/desk/messages/send-message';
import { allowDownload } from '@/lib/factors/step-up';
import { resendNotice } from '@/lib/notices/messages/resend-notice';
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

const submitLinks = action(
  linksForm,
  (ctx, { club, ids }) => sendPaymentLinks(ctx, club, { ids }),
  'staffWrite',
);

const submitMessage = action(
  messageForm,
  (ctx, { club, of, ids, ...message }) =>
    sendMessage(ctx, club, { ...message, [of === 'bookings' ? 'reservationIds' : 'customerIds']: ids }),
  'staffWrite',
);

const NOTED = { check_in: checkIn, undo_check_in: undoCheckIn, no_show: markNoShow, revive };
const submitNote = action(presenceForm, (ctx, { act, ...seen }) => NOTED[act](ctx, seen), 'staffWrite');
const MARKED = { arrived: checkInPlayer, expected: undoCheckInPlayer };
const submitMark = action(playerMarkForm, (ctx, { to, ...seat }) => MARKED[to](ctx, seat), 'staffWrite');
const submitChange = action(changeForm, changeDetails, 'staffWrite');
const submitLink = action(
  linkDueForm,
  (ctx, { dueId, ...how }) => sendPaymentLink(ctx, dueId, how),
  'staffWrite',
);
const submitResend = action(
  z.strictObject({ noticeId: z.uuid() }),
  (ctx, { noticeId }) => resendNotice(ctx, noticeId),
  'staffWrite',
);
const submitRestore = action(
  restoreForm,
  (ctx, seen) => restoreBooking(ctx, { ...seen, notify: true }),
  'staffWrite',
);
const submitUndo = action(undoForm, (ctx, { actId }) => undoAct(ctx, actId), 'staffWrite');
const submitExport = action(z.object({}), allowDownload, 'staffWrite');

/** Also shows the figures anew when they have changed, and then nothing is cancelled. */
export async function cancelAtDesk(
  _previous: Previous<unknown>,
  form: FormData,
): Promise<ActionResult<unknown>> {
  return shownAnew(await submitCancel(null, form));
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
  return shownAnew(await submitPay(null, form));
}

export async function waiveAtDesk(
  _previous: Previous<unknown>,
  form: FormData,
): Promise<ActionResult<unknown>> {
  return shownAnew(await submitWaive(null, form));
}

/** Sends whoever owes the link by which they can pay. */
export async function linkAtDesk(
  _previous: Previous<unknown>,
  form: FormData,
): Promise<ActionResult<unknown>> {
  return shownAnew(await submitLink(null, form));
}

export async function cancelManyAtDesk(
  _previous: Previous<unknown>,
  form: FormData,
): Promise<ActionResult<unknown>> {
  return shownAnew(await submitCancelMany(null, form));
}

/** Who was asked stays as it was shown. */
export async function sendLinksAtDesk(
  _previous: Previous<unknown>,
  form: FormData,
): Promise<ActionResult<unknown>> {
  const result = await submitLinks(null, form);
  return result.ok ? { ok: true, data: null } : result;
}

/** Who is written to stays as it was shown. */
export async function sendMessageAtDesk(
  _previous: Previous<unknown>,
  form: FormData,
): Promise<ActionResult<unknown>> {
  const result = await submitMessage(null, form);
  return result.ok ? { ok: true, data: null } : result;
}

/** Whether a file of the club may be downloaded now. The page then fetches it by its own address. */
export async function allowExport(
  _previous: Previous<string>,
  form: FormData,
): Promise<ActionResult<string>> {
  return submitExport(null, form);
}

/** Notes who came. Also shows the booking anew when somebody else has changed it. */
export async function noteAtDesk(
  _previous: Previous<unknown>,
  form: FormData,
): Promise<ActionResult<unknown>> {
  return shownAnew(await submitNote(null, form));
}

/** Notes whether one player has come. */
export async function markAtDesk(
  _previous: Previous<unknown>,
  form: FormData,
): Promise<ActionResult<unknown>> {
  return shownAnew(await submitMark(null, form));
}

export async function changeAtDesk(
  _previous: Previous<unknown>,
  form: FormData,
): Promise<ActionResult<unknown>> {
  return shownAnew(await submitChange(null, form));
}

/** Sends a message again. */
export async function resendAtDesk(
  _previous: Previous<unknown>,
  form: FormData,
): Promise<ActionResult<unknown>> {
  return shownAnew(await submitResend(null, form));
}

/** Lets a cancelled booking stand again, and tells its people. */
export async function restoreAtDesk(
  _previous: Previous<unknown>,
  form: FormData,
): Promise<ActionResult<unknown>> {
  return shownAnew(await submitRestore(null, form));
}

export async function undoAtDesk(
  _previous: Previous<unknown>,
  form: FormData,
): Promise<ActionResult<unknown>> {
  return shownAnew(await submitUndo(null, form));
}

/** The page is read anew, and the browser is told no more than it needs. */
function shownAnew(result: ActionResult<unknown>): ActionResult<unknown> {
  refresh();
  return result.ok ? { ok: true, data: null } : result;
}
