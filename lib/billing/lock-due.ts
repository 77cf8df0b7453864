import { eq } from 'drizzle-orm';
import type { Tx } from '@/db';
import { dues } from '@/db/schema';
import { requireMay, type Verb } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { moneyJson } from '@/lib/core/money';
import { type Due, shownId } from '@/lib/ledger/open-due';
import { listOpenDues } from '@/lib/ledger/settle-dues';
import type { Reservation } from '@/lib/reservations/confirm-reservation';
import { lockReservation } from '@/lib/reservations/lock-reservation';

/** A due with its reservation, which is locked. `open` is what is left of it, null when nothing is. */
export type LockedDue = { id: string; currency: string; reservation: Reservation; open: Due | null };

/**
 * A due by the id under which it is shown, or by that of a rest, for somebody who may do that at its club.
 * @throws AppError not_found, forbidden, unauthenticated
 */
export async function lockDue(
  tx: Tx,
  ctx: Context,
  dueId: string,
  verbFor: (due: Due) => Verb,
): Promise<LockedDue> {
  const [asked] = await tx.select().from(dues).where(eq(dues.id, dueId));
  if (!asked) throw notFound('due');
  requireMay(ctx, asked.clubId, verbFor(asked), 'due');
  const id = shownId(asked);
  const reservation = await lockReservation(tx, asked.reservationId);
  const open = (await listOpenDues(tx, reservation.id)).find((due) => shownId(due) === id) ?? null;
  return { id, currency: asked.currency, reservation, open };
}

/** @throws AppError conflict with `owed` when nothing is left of the due */
export function assertOpen({ open, currency }: LockedDue): Due {
  if (open) return open;
  throw new AppError('conflict', 'Nothing is owed any more: it was paid, waived or cancelled.', {
    details: { owed: moneyJson(0, currency) },
  });
}
