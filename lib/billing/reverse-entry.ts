import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import { changeOrPreview } from '@/db/change-or-preview';
import { tillEntries, tillShifts } from '@/db/schema';
import { requireActor, requireMay } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { keptText } from '@/lib/core/input/kept-text';
import { openDue } from '@/lib/ledger/open-due';
import { settleDues } from '@/lib/ledger/settle-dues';
import { lockReservation } from '@/lib/reservations/lock-reservation';
import { enterForBooking, enterMoney, findEntered, type TillEntry } from './enter-money';
import { findEntry, type ShownEntry } from './read-entries';

export const reverseEntrySchema = z.strictObject({ reason: keptText(500).pipe(z.string().min(1)) });

/**
 * Takes back an entry of the till that was a mistake: one's own while its till is open, any other by a manager.
 * @throws AppError conflict when it was taken back before, for a reversal, for money that was paid out again, and for
 *   cash without an open till; not_found, forbidden, unauthenticated
 */
export async function reverseEntry(
  ctx: Context,
  entryId: string,
  { reason }: z.output<typeof reverseEntrySchema>,
): Promise<ShownEntry> {
  return changeOrPreview(ctx, async (tx) => {
    const [found] = await tx
      .select({ entry: tillEntries, shift: tillShifts })
      .from(tillEntries)
      .leftJoin(tillShifts, eq(tillShifts.id, tillEntries.shiftId))
      .where(eq(tillEntries.id, entryId));
    if (!found) throw notFound('entry');
    const { entry, shift } = found;
    requireMay(ctx, entry.clubId, 'takeMoney', 'entry');
    const isOwn = entry.takenBy === requireActor(ctx).userId && !shift?.closedAt;
    if (!isOwn) requireMay(ctx, entry.clubId, 'correctShift', 'entry');
    const { id } = await reverseIn(tx, ctx, entry, reason);
    return findEntry(tx, id);
  });
}

/**
 * The same within a transaction, for a verb that has asked who may. It lands in the till of the entry while that is
 * open, else in an open one. What the entry paid is owed again, less what is owed the other way.
 */
export async function reverseIn(tx: Tx, ctx: Context, entry: TillEntry, reason: string): Promise<TillEntry> {
  if (entry.reverses !== null)
    throw new AppError('conflict', 'This entry takes back another: enter the money anew instead.');
  const reservation = entry.reservationId === null ? null : await lockReservation(tx, entry.reservationId);
  const before = await findReversal(tx, entry.id);
  if (before && before.id === (await findEntered(tx, ctx, entry.reservationId))?.id) return before;
  if (before) throw new AppError('conflict', 'This entry was taken back before.');
  const { id: reverses, clubId, currency, kind, method, amountMinor } = entry;
  const taken = {
    kind,
    method,
    amountMinor: -amountMinor,
    note: reason,
    reverses,
    ...(await openShiftOf(tx, entry)),
  };
  if (!reservation) return enterMoney(tx, ctx, { clubId, currency, reservationId: null }, taken);
  const made = await enterForBooking(tx, ctx, reservation, taken);
  const by = { entry_id: made.id };
  const owedMinor = -(await settleDues(tx, ctx, reservation.id, { paidMinor: -amountMinor, by }));
  if (owedMinor !== 0) await openDue(tx, ctx, { reservation, amountMinor: owedMinor, cause: 'correction' });
  return made;
}

/** The entry is locked first, so that a second reversal waits for this one. */
async function findReversal(tx: Tx, entryId: string): Promise<TillEntry | undefined> {
  await tx.select({ id: tillEntries.id }).from(tillEntries).where(eq(tillEntries.id, entryId)).for('update');
  const [reversal] = await tx.select().from(tillEntries).where(eq(tillEntries.reverses, entryId));
  return reversal;
}

async function openShiftOf(tx: Tx, { shiftId }: TillEntry): Promise<{ shiftId?: string }> {
  if (shiftId === null) return {};
  const [shift] = await tx.select().from(tillShifts).where(eq(tillShifts.id, shiftId));
  return shift?.closedAt === null ? { shiftId } : {};
}
