import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { type Tx, transaction } from '@/db';
import { payments, sharedCosts } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { isAppError } from '@/lib/core/errors';
import { recordDetail } from '@/lib/ledger/states';
import { lockReservation } from '@/lib/reservations/lock-reservation';
import { getSetupIntent, type Setup } from '@/lib/services/stripe/saved-cards';

/**
 * `superseded` by a card that was saved since, `too_late` once the shares are charged or carried no more, `unknown`
 * when it is about no booking of ours.
 */
export type CardChange = 'replaced' | 'not_saved' | 'superseded' | 'too_late' | 'unknown';

/**
 * Reads a wish to save a card at Stripe and keeps its card for the open shares. Safe any number of times, in any order.
 * @throws AppError service_unavailable while Stripe is away
 */
export async function settleCardChange(ctx: Context, setupIntentId: string): Promise<CardChange> {
  return settleSetup(ctx, await getSetupIntent(setupIntentId));
}

/** The same for a wish that was read just now. */
export async function settleSetup(ctx: Context, setup: Setup): Promise<CardChange> {
  const named = z.uuid().safeParse(setup.metadata.reservation_id);
  if (!named.success) return 'unknown';
  const { status, customerId, paymentMethodId } = setup;
  if (status !== 'succeeded' || customerId === null || paymentMethodId === null) return 'not_saved';
  const saved = { customerId, paymentMethodId, replaces: setup.metadata.replaces };
  try {
    return await transaction((tx) => keep(tx, ctx, named.data, saved));
  } catch (error) {
    if (isAppError(error, 'not_found')) return 'unknown';
    throw error;
  }
}

type Saved = { customerId: string; paymentMethodId: string; replaces: string | undefined };

/** The card that a wish names as the one it replaces, where there was none. */
export const NO_CARD = 'none';

/** Under the reservation's lock, so that the card does not change while it is charged. */
async function keep(
  tx: Tx,
  ctx: Context,
  reservationId: string,
  { customerId, paymentMethodId, replaces }: Saved,
): Promise<CardChange> {
  const reservation = await lockReservation(tx, reservationId);
  const ofIt = eq(sharedCosts.reservationId, reservationId);
  const [cost] = await tx.select().from(sharedCosts).where(ofIt).for('update');
  if (!cost) return 'unknown';
  if (cost.endedAt !== null) return 'too_late';
  if (cost.stripeCustomerId !== customerId) return 'unknown';
  if (cost.paymentMethodId === paymentMethodId) return 'replaced';
  if ((cost.paymentMethodId ?? NO_CARD) !== replaces) return 'superseded';
  if (await isBeingCharged(tx, reservationId)) return 'too_late';
  await tx.update(sharedCosts).set({ paymentMethodId }).where(ofIt);
  await recordDetail(tx, ctx, 'reservation', reservation, { detail: { card: 'replaced' } });
  return 'replaced';
}

/** A charge that has begun may have taken the money of the old card already. */
async function isBeingCharged(tx: Tx, reservationId: string): Promise<boolean> {
  const begun = and(
    eq(payments.reservationId, reservationId),
    eq(payments.paysFor, 'open_shares'),
    eq(payments.status, 'pending'),
  );
  return (await tx.$count(payments, begun)) > 0;
}
