'use server';

import { z } from 'zod';
import { type ActionResult, action } from '@/lib/action';
import { redirect } from '@/lib/i18n/navigation';
import { decideGivenBack, decideGivenBackSchema } from '@/lib/operations/decide-given-back';
import { markCalled, markCalledSchema } from '@/lib/operations/mark-called';
import { markReviewed, markReviewedSchema } from '@/lib/operations/mark-reviewed';
import {
  acceptViolation,
  acceptViolationSchema,
  repairViolation,
  repairViolationSchema,
} from '@/lib/operations/repair-violation';
import { replayWebhookEvent, replayWebhookEventSchema } from '@/lib/operations/replay-webhook-event';
import { runChecks } from '@/lib/operations/run-checks';
import { runReconciliation } from '@/lib/operations/run-reconciliation';
import { pageContext } from '@/lib/page-context';
import { retryRefund, retryRefundSchema } from '@/lib/payments/retry-refund';
import { settleRefundByHand, settleRefundByHandSchema } from '@/lib/payments/settle-refund-by-hand';

const nothing = z.object({});
const submitComparison = action(nothing, runReconciliation);
const submitChecks = action(nothing, runChecks);
const submitMend = action(repairViolationSchema, repairViolation);
const submitAccept = action(acceptViolationSchema, acceptViolation);
const submitRetry = action(retryRefundSchema, retryRefund);
const submitPaidByHand = action(settleRefundByHandSchema, settleRefundByHand);
const submitReviewed = action(markReviewedSchema, markReviewed);
const submitDecision = action(decideGivenBackSchema, decideGivenBack);
const submitCalled = action(markCalledSchema, markCalled);
const submitReplay = action(replayWebhookEventSchema, replayWebhookEvent);

/** Compares our books with Stripe's at once. */
export async function compareNow(form: FormData): Promise<void> {
  await backTo('/admin', await submitComparison(null, form));
}

/** Runs every consistency check at once. */
export async function checkNow(form: FormData): Promise<void> {
  await backTo('/admin', await submitChecks(null, form));
}

/** Mends one violation. */
export async function mend(form: FormData): Promise<void> {
  await backTo('/admin', await submitMend(null, form));
}

/** Says of what cannot be undone that somebody has looked. */
export async function accept(form: FormData): Promise<void> {
  await backTo('/admin', await submitAccept(null, form));
}

/** Sends a failed refund once more. */
export async function retry(form: FormData): Promise<void> {
  await backTo('/admin', await submitRetry(null, form));
}

/** Writes down that the club paid a failed refund another way. */
export async function paidByHand(form: FormData): Promise<void> {
  await backTo('/admin', await submitPaidByHand(null, form));
}

/** Takes a payment off the list of those to look at. */
export async function reviewed(form: FormData): Promise<void> {
  await backTo('/admin', await submitReviewed(null, form));
}

/** Says whether a booking stands whose money was given back at Stripe. */
export async function decide(form: FormData): Promise<void> {
  await backTo('/admin', await submitDecision(null, form));
}

/** Takes somebody who was rung up off the list. */
export async function called(form: FormData): Promise<void> {
  await backTo('/admin', await submitCalled(null, form));
}

/** Works off a stored event once more; its page then says what came of it. */
export async function replay(form: FormData): Promise<void> {
  const id = encodeURIComponent(String(form.get('webhookEventId')));
  await backTo(`/admin/events/${id}`, await submitReplay(null, form));
}

async function backTo(page: string, result: ActionResult<unknown>): Promise<void> {
  const { locale } = await pageContext();
  redirect({ href: result.ok ? page : `${page}?problem=${result.code}`, locale });
}
