'use server';

import { redirect as redirectTo } from 'next/navigation';
import { z } from 'zod';
import { cancelFormSchema } from '@/components/reservation/cancel-form';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { inLocale, redirect } from '@/lib/core/i18n/navigation';
import { safePath } from '@/lib/core/input/safe-path';
import { releaseHold, releaseHoldSchema } from '@/lib/reservations/release-hold';
import { type ActionResult, action } from '@/lib/web/action';
import { pageContext } from '@/lib/web/page-context';

const submitCancel = action(cancelFormSchema, cancelReservation);
const releaseForm = releaseHoldSchema.extend({ back: z.string().max(2_000).optional() });
const submitRelease = action(releaseForm, releaseHold);

/**
 * Cancels a booking and redirects to its page with the result. It returns a result only when the password or a code
 * is needed.
 */
export async function cancel(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<unknown>> {
  const result = await submitCancel(null, form);
  if (!result.ok && result.stepUp) return result;
  const { locale } = await pageContext();
  return redirect({
    href: result.ok ? pageOf(form) : `${pageOf(form)}?${searchFor(form, result.code)}`,
    locale,
  });
}

/**
 * Releases a held court and redirects to the search. One that was paid meanwhile stays, and its page shows the refund
 * of a cancellation.
 */
export async function release(form: FormData): Promise<void> {
  const result = await submitRelease(null, form);
  const { locale } = await pageContext();
  if (result.ok) redirectTo(backOf(form) ?? inLocale('/', locale));
  redirect({ href: `${pageOf(form)}?${searchFor(form, result.code)}`, locale });
}

/** The search, or the club's day, that the court was taken from. */
function backOf(form: FormData) {
  const back = form.get('back');
  return typeof back === 'string' ? safePath(back) : null;
}

const pageOf = (form: FormData) => `/reservations/${encodeURIComponent(String(form.get('reservationId')))}`;

function searchFor(form: FormData, problem: string): URLSearchParams {
  const override = form.get('override');
  return new URLSearchParams({ problem, ...(typeof override === 'string' && { override }) });
}
