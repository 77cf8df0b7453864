import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm';
import { db, transaction } from '@/db';
import { clubs, payments, reservations, users } from '@/db/schema';
import { recordChange } from '@/lib/audit';
import { requireActor } from '@/lib/auth/permissions';
import type { Context } from '@/lib/context';
import { crashPoint } from '@/lib/crash-point';
import { AppError, isAppError, notFound } from '@/lib/errors';
import { nudge, nudgeIntent } from '@/lib/services/jobs';
import { seal, unseal } from '@/lib/seal';
import { sendUnderKey } from '@/lib/services/stored-failure';
import { createIntent, type Intent, listIntentsOf } from '@/lib/services/stripe';
import { isoWithOffset } from '@/lib/time';
import { withCustomer } from './with-customer';

/** A payment a browser can complete; amount in minor units, upper-case currency. */
export type OpenPayment = {
  id: string;
  paymentIntentId: string;
  clientSecret: string;
  amountMinor: number;
  currency: string;
};

type Owed = Awaited<ReturnType<typeof readOwed>>;

/**
 * Opens the intent of a held reservation, or answers the one that is open already: any number of calls, from any
 * number of tabs or after any crash, lead to one intent, because its key is made of the reservation, the attempt and the
 * customer.
 * @throws AppError not_found, conflict when nothing is owed (any more), payment_service_unavailable while Stripe
 *   is away: the reservation then stays saved as `payment_pending` and the same call works later
 */
export async function startPayment(
  ctx: Context,
  { reservationId }: { reservationId: string },
): Promise<OpenPayment> {
  const owed = await readOwed(ctx, reservationId);
  const { payment } = owed;
  if (payment.paymentIntentId && payment.sealedClientSecret) {
    return open(payment, payment.paymentIntentId, unseal('client_secret', payment.sealedClientSecret));
  }
  const intent = await createIntentFor(owed);
  crashPoint('intent_created');
  await saveIntent(ctx, owed, intent);
  return open(payment, intent.id, intent.clientSecret);
}

async function readOwed(ctx: Context, reservationId: string) {
  const person = requireActor(ctx);
  const [row] = await db()
    .select({
      reservation: reservations,
      user: users,
      timeZone: clubs.timeZone,
      live: sql<boolean>`${reservations.holdExpiresAt} > now()`,
    })
    .from(reservations)
    .innerJoin(users, eq(users.id, reservations.userId))
    .innerJoin(clubs, eq(clubs.id, reservations.clubId))
    .where(and(eq(reservations.id, reservationId), eq(reservations.userId, person.userId)));
  if (!row) throw notFound('reservation');
  const { reservation, user, timeZone } = row;
  if (reservation.status !== 'payment_pending' && reservation.status !== 'pending') {
    throw new AppError('conflict', 'Nothing is owed for this reservation.');
  }
  if (!row.live) throw new AppError('conflict', 'The time to pay has run out and the court is free again.');
  return { reservation, user, timeZone, payment: await openRow(ctx, reservation) };
}

/** The reservation's open payment; a new attempt when the last intent was cancelled or refused for good. */
async function openRow(ctx: Context, reservation: typeof reservations.$inferSelect) {
  const [last] = await db()
    .select()
    .from(payments)
    .where(eq(payments.reservationId, reservation.id))
    .orderBy(desc(payments.attempt))
    .limit(1);
  if (last?.status === 'pending') return last;
  if (last && last.status !== 'cancelled' && last.status !== 'failed') {
    throw new AppError('conflict', 'Nothing is owed for this reservation.');
  }
  const attempt = (last?.attempt ?? 0) + 1;
  await transaction(async (tx) => {
    const [made] = await tx
      .insert(payments)
      .values({
        reservationId: reservation.id,
        userId: reservation.userId,
        attempt,
        amountMinor: reservation.priceMinor,
        currency: reservation.currency,
      })
      .onConflictDoNothing()
      .returning({ id: payments.id });
    if (!made) return;
    const change = { entity: 'payment', entityId: made.id, from: null, to: 'pending' } as const;
    await recordChange(tx, ctx, { ...change, detail: { attempt } });
  });
  const [opened] = await db()
    .select()
    .from(payments)
    .where(and(eq(payments.reservationId, reservation.id), eq(payments.status, 'pending')));
  if (!opened) throw new AppError('conflict', 'Another payment of this reservation is being settled.');
  return opened;
}

async function createIntentFor({ reservation, user, timeZone, payment }: Owed): Promise<Intent> {
  try {
    return await withCustomer(user, (customerId) => {
      const wanted = {
        amountMinor: payment.amountMinor,
        currency: payment.currency,
        customerId,
        metadata: { reservation_id: reservation.id, user_id: user.id, payment_id: payment.id },
        description: `Pista ${reservation.id}`,
      };
      return sendUnderKey(
        `reservation:${reservation.id}:intent:${payment.attempt}:${payment.amountMinor}:${customerId}`,
        (key) => createIntent(wanted, key),
        () => findMade(payment, customerId),
      );
    });
  } catch (error) {
    if (!isAppError(error, 'service_unavailable')) throw error;
    throw new AppError(
      'payment_service_unavailable',
      'The payment service does not answer. Nothing was charged and your court is held: try to pay again in a moment.',
      {
        cause: error,
        retryAfterSeconds: error.retryAfterSeconds ?? 5,
        details: {
          reservation: {
            id: reservation.id,
            status: reservation.status,
            expires_at:
              reservation.holdExpiresAt && isoWithOffset(reservation.holdExpiresAt.getTime(), timeZone),
          },
        },
      },
    );
  }
}

/** What an attempt made after all that Stripe answered with a failure. */
async function findMade(payment: Owed['payment'], customerId: string): Promise<Intent | undefined> {
  const intents = await listIntentsOf(customerId, { createdAfter: payment.createdAt });
  return intents.find(({ metadata, status }) => metadata.payment_id === payment.id && status !== 'canceled');
}

/** Keeps the intent; when the hold ended while Stripe was asked, the intent is asked to be cancelled instead. */
async function saveIntent(ctx: Context, { reservation, payment }: Owed, intent: Intent): Promise<void> {
  const held = await transaction(async (tx) => {
    await tx
      .update(payments)
      .set({
        paymentIntentId: intent.id,
        sealedClientSecret: seal('client_secret', intent.clientSecret),
        updatedAt: sql`now()`,
      })
      .where(and(eq(payments.id, payment.id), isNull(payments.paymentIntentId)));
    const moved = await tx
      .update(reservations)
      .set({ status: 'pending', updatedAt: sql`now()` })
      .where(and(eq(reservations.id, reservation.id), eq(reservations.status, 'payment_pending')))
      .returning({ id: reservations.id });
    if (moved.length > 0) {
      const change = {
        entity: 'reservation',
        entityId: reservation.id,
        from: 'payment_pending',
        to: 'pending',
      } as const;
      await recordChange(tx, ctx, change);
      return true;
    }
    const [still] = await tx
      .select({ id: reservations.id })
      .from(reservations)
      .where(
        and(eq(reservations.id, reservation.id), inArray(reservations.status, ['pending', 'confirmed'])),
      );
    if (!still)
      await tx.update(payments).set({ cancelRequestedAt: sql`now()` }).where(eq(payments.id, payment.id));
    return still !== undefined;
  });
  if (held) return;
  nudge(nudgeIntent(payment.id));
  throw new AppError('conflict', 'The time to pay has run out and the court is free again.');
}

const open = (payment: Owed['payment'], paymentIntentId: string, clientSecret: string): OpenPayment => ({
  id: payment.id,
  paymentIntentId,
  clientSecret,
  amountMinor: payment.amountMinor,
  currency: payment.currency,
});
