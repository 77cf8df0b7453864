'use server';

import { z } from 'zod';
import { action } from '@/lib/action';
import { redirect } from '@/lib/i18n/navigation';
import { pageContext } from '@/lib/page-context';
import { cancelReservation, cancelReservationSchema } from '@/lib/reservations/cancel-reservation';

const submitCancel = action(cancelReservationSchema.omit({ override: true }), cancelReservation);
const submitRelease = action(z.object({ reservationId: z.uuid() }), cancelReservation);

/** Cancels a booking; its page then says what goes back, or why it could not be cancelled. */
export async function cancel(form: FormData): Promise<void> {
  const result = await submitCancel(null, form);
  const { locale } = await pageContext();
  const page = `/reservations/${encodeURIComponent(String(form.get('reservationId')))}`;
  redirect({ href: result.ok ? page : `${page}?problem=${result.code}`, locale });
}

/** Lets a held court go before it is paid, so that others may have it at once. */
export async function release(form: FormData): Promise<void> {
  const result = await submitRelease(null, form);
  const { locale } = await pageContext();
  redirect({ href: result.ok ? '/' : `/?problem=${result.code}`, locale });
}
