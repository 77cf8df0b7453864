import { and, eq } from 'drizzle-orm';
import { type Tx, transaction } from '@/db';
import type { After } from '@/db/after-commit';
import { payments } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { crashPoint } from '@/lib/core/crash-point';
import { assertNever } from '@/lib/core/errors';
import { abandonPayments } from '@/lib/ledger/abandon-payments';
import { lockPayment } from '@/lib/ledger/lock-payment';
import { HAS_COURT } from '@/lib/ledger/money-words';
import type { Due } from '@/lib/ledger/open-due';
import { listOpenDues } from '@/lib/ledger/settle-dues';
import { tellBooker } from '@/lib/notices/shares/tell-booker';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { isOnHold } from '@/lib/reservations/is-held';
import { lockReservation } from '@/lib/reservations/lock-reservation';
import { sendUnderKey } from '@/lib/services/call/idempotent-send';
import { ProviderRefusal } from '@/lib/services/call/provider-errors';
import { chargeSavedCard } from '@/lib/services/stripe/saved-cards';
import { cancelAbandonedIntent } from '../cancel-abandoned-intent';
import { findMade } from '../create-owed-intent';
import { writeAttempt } from '../open-attempt';
import { type Settlement, settleIntent, settlePayment } from '../settle-payment';
import { endSharedCost, findOpenCost, type SharedCost } from './end-shared-cost';

type Payment = typeof payments.$inferSelect;

/** `waits` while another payment of the booking is settled, or the bank works on this one. */
export type ChargedShares = 'charged' | 'refused' | 'waits' | 'not_yet' | 'nothing_to_carry';

/**
 * Charges the saved card of whoever booked once for all shares that are open at their deadline. A refusal leaves them
 * owed and takes the court from nobody. A card that carries nothing any more is forgotten. Any number of calls lead to
 * one charge.
 * @throws AppError service_unavailable while Stripe is away
 */
export async function chargeOpenShares(ctx: Context, reservationId: string): Promise<ChargedShares> {
  const found = await prepare(ctx, reservationId);
  const ready = found.state === 'in_the_way' ? await clearWay(ctx, reservationId, found.ids) : found;
  if (ready.state !== 'ready') return ready.state === 'in_the_way' ? 'waits' : ready.state;
  try {
    return await follow(ready, await charge(ctx, ready));
  } catch (error) {
    if (!(error instanceof ProviderRefusal)) throw error;
    return refuse(ready.payment, error.code ?? 'refused');
  }
}

/** A card and the payment that is made by it. */
type Charge = { payment: Payment; card: { customerId: string; paymentMethodId: string } };

type Prepared =
  | { state: Exclude<ChargedShares, 'charged'> }
  /** Payments that somebody may be making. */
  | { state: 'in_the_way'; ids: string[] }
  | ({ state: 'ready' } & Charge);

const prepare = (ctx: Context, reservationId: string): Promise<Prepared> =>
  transaction(async (tx, after) => {
    const reservation = await lockReservation(tx, reservationId);
    const cost = await findOpenCost(tx, reservationId);
    if (!cost || isOnHold(reservation.status)) return { state: 'nothing_to_carry' };
    const shares = await listOpenShares(tx, reservation);
    if (shares.length === 0) {
      await endSharedCost(tx, after, cost);
      return { state: 'nothing_to_carry' };
    }
    if (shares.every(({ dueBy }) => dueBy !== null && dueBy > ctx.now)) return { state: 'not_yet' };
    return openCharge(tx, after, ctx, reservation, cost, sumOf(shares));
  });

/** None for a court that its player has no more. */
async function listOpenShares(tx: Tx, { id, status }: Reservation): Promise<Due[]> {
  if (!HAS_COURT.some((has) => has === status)) return [];
  return (await listOpenDues(tx, id)).filter(({ cause }) => cause === 'share');
}

const sumOf = (shares: readonly Due[]): number =>
  shares.reduce((sum, { amountMinor }) => sum + amountMinor, 0);

/** Under the reservation's lock, after which no share can be opened for payment beside it. */
async function openCharge(
  tx: Tx,
  after: After,
  ctx: Context,
  reservation: Reservation,
  { stripeCustomerId: customerId, paymentMethodId }: SharedCost,
  amountMinor: number,
): Promise<Prepared> {
  const open = await tx
    .select()
    .from(payments)
    .where(and(eq(payments.reservationId, reservation.id), eq(payments.status, 'pending')));
  const begun = open.find(({ paysFor }) => paysFor === 'open_shares');
  const stands = begun?.amountMinor === amountMinor && begun.cancelRequestedAt === null;
  const others = open.filter((payment) => payment !== begun || !stands);
  if (others.length > 0) {
    const ids = others.map(({ id }) => id);
    await abandonPayments(tx, after, { ids });
    return { state: 'in_the_way', ids };
  }
  const wanted = { paysFor: 'open_shares', userId: reservation.userId, amountMinor } as const;
  const payment = begun ?? (await writeAttempt(tx, ctx, reservation, wanted));
  if (!payment) throw new Error('no payment is open under the lock');
  if (customerId !== null && paymentMethodId !== null)
    return { state: 'ready', payment, card: { customerId, paymentMethodId } };
  await giveUp(tx, after, reservation, payment, 'card_missing');
  return { state: 'refused' };
}

/** Cancels at Stripe what somebody may be paying, so that nothing is paid twice. What was paid meanwhile is settled. */
async function clearWay(ctx: Context, reservationId: string, ids: readonly string[]): Promise<Prepared> {
  for (const id of ids) {
    const outcome = await cancelAbandonedIntent(ctx, id);
    if (outcome === 'processing' || outcome === 'open') return { state: 'waits' };
  }
  return prepare(ctx, reservationId);
}

/** One intent in any number of calls, because its key is made of the attempt. */
async function charge(ctx: Context, { payment, card }: Charge): Promise<Settlement['outcome']> {
  const { id, reservationId, attempt, amountMinor, currency, paymentIntentId } = payment;
  if (paymentIntentId !== null) return (await settlePayment(ctx, paymentIntentId)).outcome;
  const wanted = {
    amountMinor,
    currency,
    ...card,
    metadata: { reservation_id: reservationId, payment_id: id },
    description: `Pista ${reservationId}`,
  };
  const intent = await sendUnderKey(
    `reservation:${reservationId}:shares:${attempt}:${amountMinor}:${card.paymentMethodId}`,
    (key) => chargeSavedCard(wanted, key),
    () => findMade(payment, card.customerId),
  );
  crashPoint('shares_charged');
  return (await settleIntent(ctx, intent)).outcome;
}

async function follow({ payment }: Charge, outcome: Settlement['outcome']): Promise<ChargedShares> {
  switch (outcome) {
    case 'confirmed':
      return 'charged';
    case 'declined':
    case 'open':
      return refuse(payment, null);
    case 'refunding':
    case 'already_settled':
    case 'cancelled':
    case 'processing':
    case 'unknown':
      return 'waits';
    default:
      return assertNever(outcome);
  }
}

const refuse = ({ id, reservationId }: Payment, code: string | null): Promise<'refused' | 'waits'> =>
  transaction(async (tx, after) => {
    const reservation = await lockReservation(tx, reservationId);
    const payment = await lockPayment(tx, id);
    // It was paid after all, in another call.
    if (payment.status !== 'pending') return 'waits';
    await giveUp(tx, after, reservation, payment, code ?? payment.declineCode ?? 'refused');
    return 'refused';
  });

/** The shares stay owed. The intent is cancelled, since nobody else may pay it. */
async function giveUp(
  tx: Tx,
  after: After,
  reservation: Reservation,
  { id }: Payment,
  declineCode: string,
): Promise<void> {
  const cost = await findOpenCost(tx, reservation.id);
  if (!cost) return;
  await abandonPayments(tx, after, { ids: [id] });
  await endSharedCost(tx, after, cost, declineCode);
  await tellBooker(tx, after, reservation, { kind: 'shares_refused', objectId: id });
}
