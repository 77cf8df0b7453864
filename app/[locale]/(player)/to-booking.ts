import { redirect } from '@/lib/core/i18n/navigation';
import type { ActionResult } from '@/lib/web/action';
import { pageContext } from '@/lib/web/page-context';

/** Leads to the page of the form's `reservationId`, unless its action failed. */
export async function toBooking(form: FormData, result: ActionResult<void>): Promise<ActionResult<void>> {
  if (!result.ok) return result;
  const reservationId = encodeURIComponent(String(form.get('reservationId')));
  return redirect({ href: `/reservations/${reservationId}`, locale: (await pageContext()).locale });
}
