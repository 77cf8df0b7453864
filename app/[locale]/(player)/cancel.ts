'use server';

import { cancelFormSchema } from '@/components/cancel-form';
import { action } from '@/lib/action';
import { redirect } from '@/lib/i18n/navigation';
import { pageContext } from '@/lib/page-context';
import { cancelReservation } from '@/lib/reservations/cancel-reservation';
import { releaseHold, releaseHoldSchema } from '@/lib/reservations/release-hold';

const submitCancel = action(cancelFormSchema, cancelReservation);
const submitRelease = action(releaseHoldSchema, releaseHold);

/** Cancels a booking; its page then says what goes back, or why it could not be cancelled, and asks again. */
export async function cancel(form: FormData): Promise<void> {
  const result = await submitCancel(null, form);
  const { locale } = await pageContext();
  redirect({ href: result.ok ? pageOf(form) : `${pageOf(form)}?${searchFor(form, result.code)}`, locale });
}

/** Lets a held court go; one that was paid meanwhile stays, and its page shows what cancelling it would give back. */
export async function release(form: FormData): Promise<void> {
  const result = await submitRelease(null, form);
  const { locale } = await pageContext();
  redirect({ href: result.ok ? '/' : `${pageOf(form)}?${searchFor(form, result.code)}`, locale });
}

const pageOf = (form: FormData) => `/reservations/${encodeURIComponent(String(form.get('reservationId')))}`;

function searchFor(form: FormData, problem: string): URLSearchParams {
  const override = form.get('override');
  return new URLSearchParams({ problem, ...(typeof override === 'string' && { override }) });
}
