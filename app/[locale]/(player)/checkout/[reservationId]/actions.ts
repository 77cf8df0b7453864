'use server';

import { refresh } from 'next/cache';
import { redirect as redirectTo } from 'next/navigation';
import { z } from 'zod';
import { extrasIn } from '@/components/shared/extra-fields';
import { inLocale, redirect } from '@/lib/core/i18n/navigation';
import { safePath } from '@/lib/core/input/safe-path';
import { changeExtras as change, changeExtrasSchema } from '@/lib/payments/change-extras';
import { chooseSharing, chooseSharingSchema } from '@/lib/payments/shares/choose-sharing';
import { startPaymentAsAccount, startPaymentAsGuest } from '@/lib/payments/start-first-payment';
import type { OpenPayment } from '@/lib/payments/start-payment';
import { claimBookingSchema } from '@/lib/reservations/visitors/claim-booking';
import { giveGuest, giveGuestSchema } from '@/lib/reservations/visitors/give-guest';
import { releaseHold, releaseHoldSchema } from '@/lib/reservations/release-hold';
import { type ActionResult, action } from '@/lib/web/action';
import { pageContext } from '@/lib/web/page-context';
import { toBooking } from '../../to-booking';

const extrasForm = z
  .looseObject({ reservationId: z.string() })
  .transform(
    ({ reservationId, ...fields }): z.input<typeof changeExtrasSchema> => ({
      reservationId,
      extras: extrasIn(fields),
    }),
  )
  .pipe(changeExtrasSchema);

const submitExtras = action(extrasForm, change);

/**
 * Changes the extras of a held booking. The page then asks for the new total, or for nothing when it was paid
 * meanwhile.
 */
export async function changeExtras(
  _previous: ActionResult<void> | null,
  form: FormData,
): Promise<ActionResult<void>> {
  const result = await submitExtras(null, form);
  refresh();
  return result;
}

const sharingForm = z
  .object({
    reservationId: z.string(),
    who: z.enum(['one', 'each']).default('each'),
    seats: z.coerce.number(),
    hoursBefore: z.coerce.number(),
  })
  .transform(({ reservationId, who, seats, hoursBefore }) => ({
    reservationId,
    sharing: who === 'one' ? null : { seats, hoursBefore },
  }))
  .pipe(chooseSharingSchema);

const submitSharing = action(sharingForm, chooseSharing);

/** Says who pays a held booking. The page then asks for the new sum. */
export async function share(
  _previous: ActionResult<void> | null,
  form: FormData,
): Promise<ActionResult<void>> {
  const result = await submitSharing(null, form);
  refresh();
  return result;
}

const releaseForm = releaseHoldSchema.extend({ back: z.string().max(2_000).optional() });
const submitRelease = action(releaseForm, releaseHold, 'byRole');

/**
 * Releases a held court and redirects to the search. One that was paid meanwhile stays, and its page shows the refund
 * of a cancellation.
 */
export async function release(form: FormData): Promise<void> {
  const result = await submitRelease(null, form);
  const { locale } = await pageContext();
  if (result.ok) redirectTo(backOf(form) ?? inLocale('/', locale));
  const reservationId = encodeURIComponent(String(form.get('reservationId')));
  redirect({ href: `/reservations/${reservationId}?problem=${result.code}`, locale });
}

/** The search, or the club's day, that the court was taken from. */
function backOf(form: FormData) {
  const back = form.get('back');
  return typeof back === 'string' ? safePath(back) : null;
}

const secretOf = async (opening: Promise<OpenPayment>) => ({ clientSecret: (await opening).clientSecret });
const submitGuest = action(giveGuestSchema, (ctx, guest) => secretOf(startPaymentAsGuest(ctx, guest)));
const submitAccount = action(claimBookingSchema, (ctx, booking) =>
  secretOf(startPaymentAsAccount(ctx, booking)),
);

type Opened = ActionResult<{ clientSecret: string }>;

/** Fields `reservationId`, `name`, `email`: says who books, and opens the payment. */
export async function openAsGuest(_previous: null, form: FormData): Promise<Opened> {
  return submitGuest(null, form);
}

/** Field `reservationId`: makes the hold of this browser the account's, and opens the payment. */
export async function openAsAccount(_previous: null, form: FormData): Promise<Opened> {
  return submitAccount(null, form);
}

type Previous = ActionResult<void> | null;
const submitFreeGuest = action(giveGuestSchema, giveGuest);

/** Fields as `openAsGuest`: books a court that costs nothing, and redirects to the booking. */
export async function bookAsGuest(_previous: Previous, form: FormData): Promise<ActionResult<void>> {
  return toBooking(form, await submitFreeGuest(null, form));
}
