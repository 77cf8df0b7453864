'use server';

import { cancelFormSchema } from '@/components/reservation/cancel-form';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { redirect } from '@/lib/core/i18n/navigation';
import { type ActionResult, action } from '@/lib/web/action';
import { pageContext } from '@/lib/web/page-context';

const submitCancel = action(cancelFormSchema, cancelReservation, 'byRole');

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

const pageOf = (form: FormData) => `/reservations/${encodeURIComponent(String(form.get('reservationId')))}`;

function searchFor(form: FormData, problem: string): URLSearchParams {
  const override = form.get('override');
  return new URLSearchParams({ problem, ...(typeof override === 'string' && { override }) });
}
