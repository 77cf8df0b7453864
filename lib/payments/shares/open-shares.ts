import { eq } from 'drizzle-orm';
import type { Tx } from '@/db';
import type { After } from '@/db/after-commit';
import { sharedCosts } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import { openDues } from '@/lib/ledger/open-due';
import { shareDueBy, sharesOf } from '@/lib/ledger/shares';
import { askShares } from '@/lib/notices/shares/ask-shares';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import type { Intent } from '@/lib/services/stripe/stripe';

/**
 * Writes the shares of the others once whoever booked has paid their own, keeps the card that carries them, and asks the
 * players that are known. Nothing for a booking whose cost nobody shares. The caller holds its lock.
 */
export async function openShares(
  tx: Tx,
  after: After,
  ctx: Context,
  reservation: Reservation,
  { paymentMethodId }: Pick<Intent, 'paymentMethodId'>,
): Promise<void> {
  const { id, sharing, startsAt } = reservation;
  if (sharing === null) return;
  const { otherMinor } = sharesOf(reservation, sharing.seats);
  const dueBy = shareDueBy(startsAt, sharing.hoursBefore);
  const shares = await openDues(
    tx,
    ctx,
    Array.from({ length: sharing.seats - 1 }, (_, participantPosition) => ({
      reservation,
      amountMinor: otherMinor,
      cause: 'share' as const,
      dueBy,
      participantPosition,
      asStaff: false,
    })),
  );
  await tx.update(sharedCosts).set({ paymentMethodId }).where(eq(sharedCosts.reservationId, id));
  await askShares(tx, after, reservation, shares);
}
