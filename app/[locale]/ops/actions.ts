'use server';

import { z } from 'zod';
import { decideGivenBack, decideGivenBackSchema } from '@/lib/backoffice/decide-given-back';
import { markReviewed, markReviewedSchema } from '@/lib/backoffice/mark-reviewed';
import { allowDownload } from '@/lib/factors/step-up';
import {
  acceptViolation,
  acceptViolationSchema,
  repairViolation,
  repairViolationSchema,
} from '@/lib/integrity/repair-violation';
import { runChecks } from '@/lib/jobs/run-checks';
import { runReconciliation } from '@/lib/jobs/run-reconciliation';
import { markCalled, markCalledSchema } from '@/lib/notices/mark-called';
import { retryRefund, retryRefundSchema } from '@/lib/refunds/retry-refund';
import { settleRefundByHand, settleRefundByHandSchema } from '@/lib/refunds/settle-refund-by-hand';
import { type ActionResult, action } from '@/lib/web/action';
import { backTo } from './back-to';

type Previous = ActionResult<unknown> | null;

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
const submitEvidence = action(nothing, allowDownload);

/** Compares our books with Stripe's at once. */
export async function compareNow(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  return backTo('/ops', await submitComparison(null, form));
}

/** Runs every consistency check at once. */
export async function checkNow(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  return backTo('/ops', await submitChecks(null, form));
}

/** Repairs one violation. */
export async function mend(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  return backTo('/ops', await submitMend(null, form));
}

/** Accepts a violation that cannot be undone. */
export async function accept(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  return backTo('/ops', await submitAccept(null, form));
}

/** Sends a failed refund once more. */
export async function retry(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  return backTo('/ops', await submitRetry(null, form));
}

/** Writes down that the club paid a failed refund another way. */
export async function paidByHand(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  return backTo('/ops', await submitPaidByHand(null, form));
}

/** Takes a payment off the list of those to look at. */
export async function reviewed(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  return backTo('/ops', await submitReviewed(null, form));
}

/** Whether the evidence of a dispute may be downloaded now. The page then fetches it by its own address. */
export async function evidence(_previous: ActionResult<string> | null, form: FormData) {
  return submitEvidence(null, form);
}

/** Decides whether a booking stands whose money was given back at Stripe. */
export async function decide(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  return backTo('/ops', await submitDecision(null, form));
}

/** Takes a person off the call list after the call. */
export async function called(_previous: Previous, form: FormData): Promise<ActionResult<unknown>> {
  return backTo('/ops', await submitCalled(null, form));
}
