'use server';

import { refresh } from 'next/cache';
import { headers } from 'next/headers';
import { addPlayerForm, remindPlayerForm, removePlayerForm } from '@/components/reservation/player-forms';
import { extraField } from '@/components/shared/extra-fields';
import { slotFormSchema } from '@/components/shared/slot-value';
import { deleteSlotAlert, deleteSlotAlertSchema } from '@/lib/alerts/delete-slot-alert';
import { type Club, getCourt } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { redirect } from '@/lib/core/i18n/navigation';
import { safePath } from '@/lib/core/input/safe-path';
import { instantsOf, MINUTE_MS, parseLocalTime } from '@/lib/core/time';
import { takeCourt } from '@/lib/payments/book-court';
import { addPlayer, removePlayer } from '@/lib/reservations/change-players';
import { findOwnHold } from '@/lib/reservations/find-own-hold';
import { remindPlayer } from '@/lib/reservations/game/remind-player';
import { renewGameLink, renewGameLinkSchema } from '@/lib/reservations/game/renew-game-link';
import { releaseHold, releaseHoldSchema } from '@/lib/reservations/release-hold';
import { claimBooking, claimBookingSchema } from '@/lib/reservations/visitors/claim-booking';
import { type HoldSlot, holdSlotSchema } from '@/lib/reservations/hold-slot';
import { type ActionResult, action } from '@/lib/web/action';
import { pageContext } from '@/lib/web/page-context';
import { signInHref } from '@/lib/web/sign-in-href';
import { toBooking } from './to-booking';

type Previous = ActionResult<void> | null;

const hold = action(slotFormSchema.pipe(holdSlotSchema), holdAndSayWhere);

/**
 * Holds the start of the pressed button and redirects to its checkout. A start that cannot be held leads to the
 * club's page with the reason, and an anonymous reader signs in first.
 */
export async function book(form: FormData): Promise<void> {
  const result = await hold(null, form);
  const { locale } = await pageContext();
  redirect({ href: result.ok ? result.data : `/?problem=${result.code}`, locale });
}

async function holdAndSayWhere(ctx: Context, slot: HoldSlot): Promise<string> {
  try {
    const { reservationId } = await takeCourt(ctx, slot);
    return checkoutHref(reservationId);
  } catch (error) {
    if (!isAppError(error, 'unauthenticated', 'slot_taken', 'not_bookable', 'rate_limited')) throw error;
    const { club } = await getCourt(slot.courtId);
    const here = clubHref(club, slot);
    if (error.code === 'unauthenticated') return signInHref(here, ctx.locale);
    const mine = error.code === 'slot_taken' && (await findSameHold(ctx, club, slot));
    return mine ? checkoutHref(mine) : `${here}&problem=${error.details?.reason ?? error.code}`;
  }
}

/** The checkout, which remembers the page of the pressed button. A lapsed checkout passes on its own. */
async function checkoutHref(reservationId: string): Promise<string> {
  const checkout = `/checkout/${reservationId}`;
  const from = safePath((await headers()).get('referer') ?? '');
  if (!from) return checkout;
  const { pathname, searchParams } = new URL(from, 'http://here');
  const back = searchParams.get('back') ?? (pathname.includes('/checkout/') ? null : from);
  return back === null ? checkout : `${checkout}?${new URLSearchParams({ back })}`;
}

/** The id of this person's own hold of the very same start. */
async function findSameHold(ctx: Context, club: Club, slot: HoldSlot): Promise<string | null> {
  for (const startsAt of instantsOf(slot.date, parseLocalTime(slot.startTime) ?? 0, club.timeZone)) {
    const endsAt = startsAt + slot.durationMinutes * MINUTE_MS;
    const held = await findOwnHold(ctx, { courtId: slot.courtId, startsAt, endsAt });
    if (held?.startsAt === startsAt && held.endsAt === endsAt) return held.id;
  }
  return null;
}

/** The club's page with this start and its extras chosen. */
function clubHref(club: Club, slot: HoldSlot): string {
  const search = new URLSearchParams({
    date: slot.date,
    duration: String(slot.durationMinutes),
    time: slot.startTime,
    court: String(slot.courtId),
  });
  for (const { code, quantity } of slot.extras) search.set(extraField(code), String(quantity));
  return `/clubs/${club.slug}?${search}`;
}

const submitAdd = action(addPlayerForm, addPlayer, 'byRole');
const submitRemove = action(removePlayerForm, removePlayer, 'byRole');

export async function addPlayerAction(_previous: Previous, form: FormData): Promise<ActionResult<void>> {
  const result = await submitAdd(null, form);
  if (result.ok) refresh();
  return result;
}

/** Also shows the list anew when somebody else has changed it. */
export async function removePlayerAction(_previous: Previous, form: FormData): Promise<ActionResult<void>> {
  const result = await submitRemove(null, form);
  refresh();
  return result;
}

const submitRemind = action(remindPlayerForm, remindPlayer, 'byRole');
const submitRenew = action(
  renewGameLinkSchema,
  async (ctx, game) => {
    await renewGameLink(ctx, game);
  },
  'byRole',
);

export async function remindPlayerAction(_previous: Previous, form: FormData): Promise<ActionResult<void>> {
  const result = await submitRemind(null, form);
  refresh();
  return result;
}

export async function renewGameLinkAction(_previous: Previous, form: FormData): Promise<ActionResult<void>> {
  const result = await submitRenew(null, form);
  if (result.ok) refresh();
  return result;
}

const submitUnwatch = action(deleteSlotAlertSchema, deleteSlotAlert);

export async function unwatch(_previous: Previous, form: FormData): Promise<ActionResult<void>> {
  const result = await submitUnwatch(null, form);
  if (result.ok) refresh();
  return result;
}

const submitLetGo = action(releaseHoldSchema, releaseHold);

/** Field `reservationId`: lets a court go that is held for this person, so that the next who waits has the turn. */
export async function letGo(_previous: Previous, form: FormData): Promise<ActionResult<void>> {
  const result = await submitLetGo(null, form);
  refresh();
  return result;
}

const submitClaim = action(claimBookingSchema, claimBooking);

/** Field `reservationId`: gives what this browser booked to the account, and redirects to the booking. */
export async function bookAsAccount(_previous: Previous, form: FormData): Promise<ActionResult<void>> {
  return toBooking(form, await submitClaim(null, form));
}
