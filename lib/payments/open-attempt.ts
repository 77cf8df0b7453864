import { and, desc, eq } from 'drizzle-orm';
import { type Db, db, type Tx, transaction } from '@/db';
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
 * @throws AppError conflict when nothing is owed or another payment is being settled, service_unavailable while Stripe
 *   cannot cancel the old intent
 */
export async function openAttempt(ctx: Context, reservation: Reservation): Promise<Payment> {
  const last = await findLast(db(), reservation.id);
  if (last?.status === 'pending') {
    if (await isCurrent(last, reservation)) return last;
    await closeAttempt(ctx, last);
  }
  if (last?.completedAt && isOnHold(reservation.status)) throw nothingOwed();
  await insertAttempt(ctx, reservation.id);
  const [opened] = await db()
    .select()
    .from(payments)
    .where(and(eq(payments.reservationId, reservation.id), eq(payments.status, 'pending')));
  if (!opened) throw beingSettled();
  return opened;
}

const beingSettled = () => new AppError('conflict', 'Another payment of this reservation is being settled.');

async function findLast(on: Db | Tx, reservationId: string): Promise<Payment | undefined> {
  const [last] = await on
    .select()
    .from(payments)
    .where(eq(payments.reservationId, reservationId))
    .orderBy(desc(payments.attempt))
    .limit(1);
  return last;
}

const isCurrent = async (open: Payment, reservation: Reservation): Promise<boolean> =>
  open.cancelRequestedAt === null && open.amountMinor === (await owedFor(db(), reservation));

async function closeAttempt(ctx: Context, { id }: Payment): Promise<void> {
  await transaction((tx, after) => abandonPayments(tx, after, { ids: [id] }));
  const outcome = await cancelAbandonedIntent(ctx, id);
  if (outcome !== 'cancelled' && outcome !== 'already_settled') throw beingSettled();
}

/** Over what is owed under the reservation's lock. Nothing when another request was faster. */
async function insertAttempt(ctx: Context, reservationId: string): Promise<void> {
  await transaction(async (tx) => {
    const locked = await lockReservation(tx, reservationId);
    const amountMinor = await owedFor(tx, locked);
    if (amountMinor <= 0) return;
    const last = await findLast(tx, reservationId);
    const attempt = (last?.attempt ?? 0) + 1;
    const [made] = await tx
      .insert(payments)
      .values({ reservationId, userId: locked.userId, attempt, amountMinor, currency: locked.currency })
      .onConflictDoNothing()
      .returning({ id: payments.id });
    if (!made) return;
    await recordFirst(tx, ctx, 'payment', 'pending', { id: made.id, detail: { attempt } });
  });
}
