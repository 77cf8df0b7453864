'use server';

import { z } from 'zod';
import { deskPath } from '@/components/admin/desk-pages';
import { addTillEntry, addTillEntrySchema } from '@/lib/billing/add-till-entry';
import { closeShift, closeShiftSchema } from '@/lib/billing/shifts/close-shift';
import { openShift, openShiftSchema } from '@/lib/billing/shifts/open-shift';
import { payDue, payDueSchema } from '@/lib/billing/pay-due';
import { reverseEntry, reverseEntrySchema } from '@/lib/billing/reverse-entry';
import { sendPaymentLink, sendPaymentLinkSchema } from '@/lib/billing/send-payment-link';
import { sendPaymentLinks, sendPaymentLinksSchema } from '@/lib/billing/send-payment-links';
import { waiveDue, waiveDueSchema } from '@/lib/billing/waive-due';
import type { Context } from '@/lib/core/context';
import { redirect } from '@/lib/core/i18n/navigation';
import { typedAmount } from '@/lib/core/input/asked-amount';
import { retryRefund, retryRefundSchema } from '@/lib/refunds/retry-refund';
import { settleRefundByHand, settleRefundByHandSchema } from '@/lib/refunds/settle-refund-by-hand';
import { type ActionResult, action } from '@/lib/web/action';
import { pageContext } from '@/lib/web/page-context';

/** What happened, as the page says it at its top. */
type Done =
  | 'opened'
  | 'closed'
  | 'added'
  | 'paid'
  | 'asked'
  | 'waived'
  | 'reversed'
  | 'askedAll'
  | 'sentBack'
  | 'paidBack';

type Result = ActionResult<unknown>;
type Previous = Result | null;

/** A field that may be left empty, or out where it is plain. */
const optional = <Output>(schema: z.ZodType<Output, string>) =>
  z
    .string()
    .trim()
    .optional()
    .transform((text) => text || undefined)
    .pipe(schema.optional());

/** Every form names the club of its page and itself, so that a second press changes nothing more. */
const ofPage = { club: z.string().max(100), requestKey: z.uuid() };
const keyed = (ctx: Context, requestKey: string): Context => ({ ...ctx, requestKey });

/** Shows the page anew after a success, so that a reload sends nothing again. */
async function showDone(result: Result, form: FormData, done: Done): Promise<Result> {
  if (!result.ok) return result;
  const { locale } = await pageContext();
  const page = deskPath(String(form.get('club')), 'till');
  return redirect({ href: `${page}?done=${done}`, locale });
}

const submitOpen = action(
  z.strictObject({ ...ofPage, float: typedAmount, name: optional(openShiftSchema.shape.name.unwrap()) }),
  (ctx, { club, requestKey: _, ...wanted }) => openShift(ctx, club, wanted),
  'staffWrite',
);
export async function openTill(_previous: Previous, form: FormData): Promise<Result> {
  return showDone(await submitOpen(null, form), form, 'opened');
}

const submitClose = action(
  z.strictObject({
    ...ofPage,
    shiftId: z.uuid(),
    counted: typedAmount,
    note: optional(closeShiftSchema.shape.note.unwrap()),
  }),
  (ctx, { club: _, requestKey: __, shiftId, ...wanted }) => closeShift(ctx, shiftId, wanted),
  'staffWrite',
);
export async function closeTill(_previous: Previous, form: FormData): Promise<Result> {
  return showDone(await submitClose(null, form), form, 'closed');
}

const { kind, note } = addTillEntrySchema.shape;
const submitCash = action(
  z.strictObject({ ...ofPage, kind, amount: typedAmount, note, shiftId: optional(z.uuid()) }),
  (ctx, { club, requestKey, ...wanted }) => addTillEntry(keyed(ctx, requestKey), club, wanted),
  'staffWrite',
);
export async function moveCash(_previous: Previous, form: FormData): Promise<Result> {
  return showDone(await submitCash(null, form), form, 'added');
}

const { method, reference } = payDueSchema.shape;
const submitPay = action(
  z.strictObject({
    ...ofPage,
    dueId: z.uuid(),
    method,
    amount: typedAmount,
    reference: optional(reference.unwrap()),
    shiftId: optional(z.uuid()),
  }),
  (ctx, { club: _, requestKey, dueId, ...wanted }) => payDue(keyed(ctx, requestKey), dueId, wanted),
  'staffWrite',
);
export async function payOwed(_previous: Previous, form: FormData): Promise<Result> {
  return showDone(await submitPay(null, form), form, 'paid');
}

const submitLink = action(
  z.strictObject({ ...ofPage, dueId: z.uuid(), ...sendPaymentLinkSchema.shape }),
  (ctx, { requestKey, dueId, channel }) => sendPaymentLink(keyed(ctx, requestKey), dueId, { channel }),
  'staffWrite',
);
export async function askByLink(_previous: Previous, form: FormData): Promise<Result> {
  return showDone(await submitLink(null, form), form, 'asked');
}

const submitLinks = action(
  z.strictObject({ ...ofPage, ...sendPaymentLinksSchema.shape }),
  (ctx, { club }) => sendPaymentLinks(ctx, club),
  'staffWrite',
);
export async function askAllByLink(_previous: Previous, form: FormData): Promise<Result> {
  return showDone(await submitLinks(null, form), form, 'askedAll');
}

const submitWaive = action(
  z.strictObject({ ...ofPage, dueId: z.uuid(), ...waiveDueSchema.shape }),
  (ctx, { dueId, reason }) => waiveDue(ctx, dueId, { reason }),
  'staffWrite',
);
export async function waiveOwed(_previous: Previous, form: FormData): Promise<Result> {
  return showDone(await submitWaive(null, form), form, 'waived');
}

const submitReverse = action(
  z.strictObject({ ...ofPage, entryId: z.uuid(), ...reverseEntrySchema.shape }),
  (ctx, { requestKey, entryId, reason }) => reverseEntry(keyed(ctx, requestKey), entryId, { reason }),
  'staffWrite',
);
export async function takeBack(_previous: Previous, form: FormData): Promise<Result> {
  return showDone(await submitReverse(null, form), form, 'reversed');
}

const submitRetry = action(
  z.strictObject({ ...ofPage, ...retryRefundSchema.shape }),
  (ctx, { refundId }) => retryRefund(ctx, { refundId }),
  'staffWrite',
);
export async function retryAtTill(_previous: Previous, form: FormData): Promise<Result> {
  return showDone(await submitRetry(null, form), form, 'sentBack');
}

const submitByHand = action(
  z.strictObject({ ...ofPage, ...settleRefundByHandSchema.shape }),
  (ctx, { refundId, note: how }) => settleRefundByHand(ctx, { refundId, note: how }),
  'staffWrite',
);
export async function paidBackByHand(_previous: Previous, form: FormData): Promise<Result> {
  return showDone(await submitByHand(null, form), form, 'paidBack');
}
