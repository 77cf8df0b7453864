import { and, desc, eq, isNull, max } from 'drizzle-orm';
import { db, type Tx, transaction } from '@/db';
import { payments, type reservations } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { abandonPayments } from '@/lib/ledger/abandon-payments';
import { recordFirst } from '@/lib/ledger/states';
import { isOnHold } from '@/lib/reservations/is-held';
import { lockReservation } from '@/lib/reservations/lock-reservation';
import { cancelAbandonedIntent } from './cancel-abandoned-intent';
import { nothingOwed, owedFor } from './owed-for';

type Reservation = typeof reservations.$inferSelect;
type Payment = typeof payments.$inferSelect;

/**
 * The reservation's open payment, or a new attempt when there is none over what is owed now. An open one over another
 * sum is cancelled at Stripe first, so that only one can be paid.
 * @param dueId the share that is paid, null for all that is owed
 * @throws AppError conflict when nothing is owed or another payment is being settled, service_unavailable while Stripe
 *   cannot cancel the old intent
 */
export async function openAttempt(
  ctx: Context,
  reservation: Reservation,
  dueId: string | null = null,
): Promise<Payment> {
  const last = await findLast(reservation.id, dueId);
  if (last?.status === 'pending') {
    if (await isCurrent(last, reservation)) return last;
    await closeAttempt(ctx, last);
  }
  if (last?.completedAt && isOnHold(reservation.status)) throw nothingOwed();
  await insertAttempt(ctx, reservation.id, dueId);
  const opened = await findLast(reservation.id, dueId);
  if (opened?.status !== 'pending') throw beingSettled();
  return opened;
}

const beingSettled = () => new AppError('conflict', 'Another payment of this reservation is being settled.');

async function findLast(reservationId: string, dueId: string | null): Promise<Payment | undefined> {
  const isOfThis = dueId === null ? eq(payments.paysFor, 'owed') : eq(payments.dueId, dueId);
  const [last] = await db()
    .select()
    .from(payments)
    .where(and(eq(payments.reservationId, reservationId), isOfThis))
    .orderBy(desc(payments.attempt))
    .limit(1);
  return last;
}

const isCurrent = async (open: Payment, reservation: Reservation): Promise<boolean> =>
  open.cancelRequestedAt === null && open.amountMinor === (await owedFor(db(), reservation, open.dueId));

async function closeAttempt(ctx: Context, { id }: Payment): Promise<void> {
  await transaction((tx, after) => abandonPayments(tx, after, { ids: [id] }));
  const outcome = await cancelAbandonedIntent(ctx, id);
  if (outcome !== 'cancelled' && outcome !== 'already_settled') throw beingSettled();
}

/** Over what is owed under the reservation's lock. Nothing when another request was faster. */
async function insertAttempt(ctx: Context, reservationId: string, dueId: string | null): Promise<void> {
  await transaction(async (tx) => {
    const locked = await lockReservation(tx, reservationId);
    const amountMinor = await owedFor(tx, locked, dueId);
    if (amountMinor <= 0 || (await isCharging(tx, reservationId))) return;
    const whose = dueId === null ? { userId: locked.userId } : { paysFor: 'share' as const, dueId };
    await writeAttempt(tx, ctx, locked, { ...whose, amountMinor });
  });
}

/** Whether the card of whoever booked is being charged for all open shares. */
const isCharging = async (tx: Tx, reservationId: string): Promise<boolean> =>
  (await tx.$count(
    payments,
    and(
      eq(payments.reservationId, reservationId),
      eq(payments.paysFor, 'open_shares'),
      eq(payments.status, 'pending'),
      isNull(payments.cancelRequestedAt),
    ),
  )) > 0;

type Attempt = Pick<typeof payments.$inferInsert, 'userId' | 'paysFor' | 'dueId' | 'amountMinor'>;

/**
 * Writes the next payment of a reservation, whose lock the caller holds. Undefined when one for the same is open.
 */
export async function writeAttempt(
  tx: Tx,
  ctx: Context,
  { id: reservationId, currency }: Pick<Reservation, 'id' | 'currency'>,
  wanted: Attempt,
): Promise<Payment | undefined> {
  const [last] = await tx
    .select({ attempt: max(payments.attempt) })
    .from(payments)
    .where(eq(payments.reservationId, reservationId));
  const attempt = (last?.attempt ?? 0) + 1;
  const [made] = await tx
    .insert(payments)
    .values({ reservationId, currency, attempt, ...wanted })
    .onConflictDoNothing()
    .returning();
  if (made) await recordFirst(tx, ctx, 'payment', 'pending', { id: made.id, detail: { attempt } });
  return made;
}
