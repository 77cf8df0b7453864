'use server';

import { z } from 'zod';
import { slotFormSchema } from '@/components/slot-value';
import { action } from '@/lib/action';
import { getCourt } from '@/lib/clubs/catalogue';
import type { Context } from '@/lib/context';
import { isAppError } from '@/lib/errors';
import { redirect } from '@/lib/i18n/navigation';
import { pageContext } from '@/lib/page-context';
import { bookCourt } from '@/lib/payments/book-court';
import { type HoldSlot, holdSlotSchema } from '@/lib/reservations/hold-slot';
import { signInHref } from '../for-page';

const hold = action(slotFormSchema.pipe(holdSlotSchema), holdAndSayWhere);

/**
 * Holds the start whose button was pressed and goes on to pay it. What cannot be held leads to the club's page,
 * which says why and offers what is near; who is not signed in signs in first and finds the start chosen there.
 */
export async function book(form: FormData): Promise<void> {
  const result = await hold(null, form);
  const { locale } = await pageContext();
  redirect({ href: result.ok ? result.data : `/?problem=${result.code}`, locale });
}

async function holdAndSayWhere(ctx: Context, slot: HoldSlot): Promise<string> {
  try {
    const { reservationId } = await bookCourt(ctx, slot);
    return `/checkout/${reservationId}`;
  } catch (error) {
    if (isAppError(error, 'unauthenticated')) return signInHref(await clubHref(slot), ctx.locale);
    if (isAppError(error, 'payment_service_unavailable')) {
      return `/checkout/${savedReservation.parse(error.details).reservation.id}`;
    }
    if (isAppError(error, 'slot_taken', 'not_bookable', 'rate_limited')) {
      return `${await clubHref(slot)}&problem=${error.code}`;
    }
    throw error;
  }
}

/** The court is held although it cannot be paid yet; the checkout page offers to try again. */
const savedReservation = z.object({ reservation: z.object({ id: z.uuid() }) });

/** The club's page with this start chosen. */
async function clubHref(slot: HoldSlot): Promise<string> {
  const { club } = await getCourt(slot.courtId);
  const search = new URLSearchParams({
    date: slot.date,
    duration: String(slot.durationMinutes),
    time: slot.startTime,
    court: String(slot.courtId),
  });
  return `/clubs/${club.slug}?${search}`;
}
