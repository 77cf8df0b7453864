import { and, eq, isNull, min, sql, sum } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { dues, reservations, sharedCosts } from '@/db/schema';
import { ownBookings, requireBooker } from '@/lib/auth/visitors/own-booking';
import type { Context } from '@/lib/core/context';
import { AppError, isAppError, notFound } from '@/lib/core/errors';
import { HAS_COURT } from '@/lib/ledger/money-words';
import { IS_OPEN } from '@/lib/ledger/open-due';
import { ProviderRefusal } from '@/lib/services/call/provider-errors';
import { sendUnderKey } from '@/lib/services/call/idempotent-send';
import { createSetupIntent, findLastSetup, getLastDigits } from '@/lib/services/stripe/saved-cards';
import { type CardChange, NO_CARD, settleSetup } from './settle-card-change';

/** The card that pays the open shares of a booking: how much they are, in minor units, and when it is charged. */
export type CarryingCard = {
  customerId: string;
  paymentMethodId: string | null;
  openMinor: number;
  currency: string;
  dueBy: Date;
};

/**
 * The card that carries the rest of one's own booking, null when nothing is carried.
 * @throws AppError not_found, also when the booking is somebody else's
 */
export async function findCarryingCard(
  { actor }: Pick<Context, 'actor'>,
  reservationId: string,
): Promise<CarryingCard | null> {
  if (!z.uuid().safeParse(reservationId).success) throw notFound('reservation');
  const [row] = await db()
    .select({
      status: reservations.status,
      currency: reservations.currency,
      customerId: sharedCosts.stripeCustomerId,
      paymentMethodId: sharedCosts.paymentMethodId,
      openMinor: sql<number>`coalesce(${sum(dues.amountMinor)}, 0)::int`,
      dueBy: min(dues.dueBy),
    })
    .from(reservations)
    .leftJoin(sharedCosts, and(eq(sharedCosts.reservationId, reservations.id), isNull(sharedCosts.endedAt)))
    .leftJoin(dues, and(eq(dues.reservationId, reservations.id), eq(dues.cause, 'share'), IS_OPEN))
    .where(and(eq(reservations.id, reservationId), ownBookings(actor)))
    .groupBy(reservations.id, sharedCosts.reservationId);
  if (!row) throw notFound('reservation');
  const { status, customerId, dueBy, ...card } = row;
  const isCarried = customerId !== null && dueBy !== null && HAS_COURT.some((has) => has === status);
  return isCarried ? { ...card, customerId, dueBy } : null;
}

/** Its last four digits, null when Stripe does not tell them now. */
export async function shownDigits({ paymentMethodId }: CarryingCard): Promise<string | null> {
  if (paymentMethodId === null) return null;
  try {
    return await getLastDigits(paymentMethodId);
  } catch (error) {
    if (isAppError(error, 'service_unavailable') || error instanceof ProviderRefusal) return null;
    throw error;
  }
}

/**
 * Opens the wish to replace the card that carries the rest, which the browser confirms with Stripe. Any number of calls
 * open one, until a card was saved.
 * @throws AppError not_found, conflict when nothing is carried any more, service_unavailable while Stripe is away
 */
export async function startCardChange(
  ctx: Context,
  { reservationId }: { reservationId: string },
): Promise<{ clientSecret: string }> {
  requireBooker(ctx);
  const card = await findCarryingCard(ctx, reservationId);
  if (card === null) throw new AppError('conflict', 'No card carries anything of this booking any more.');
  const { customerId } = card;
  const replaces = card.paymentMethodId ?? NO_CARD;
  const metadata = { reservation_id: reservationId, replaces };
  const { clientSecret } = await sendUnderKey(
    `reservation:${reservationId}:card:${customerId}:${replaces}`,
    (key) => createSetupIntent({ customerId, metadata }, key),
  );
  return { clientSecret };
}

/**
 * Settles the last change of the card when the page returns from it, by asking Stripe instead of waiting for the
 * webhook. While Stripe is away it answers `unavailable`.
 * @throws AppError not_found, also when the booking is somebody else's
 */
export async function checkCardChange(
  ctx: Context,
  reservationId: string,
): Promise<CardChange | 'unavailable'> {
  requireBooker(ctx);
  const card = await findCarryingCard(ctx, reservationId);
  if (card === null) return 'too_late';
  try {
    const setup = await findLastSetup(card.customerId);
    return setup === null ? 'not_saved' : await settleSetup(ctx, setup);
  } catch (error) {
    if (isAppError(error, 'service_unavailable')) return 'unavailable';
    throw error;
  }
}
