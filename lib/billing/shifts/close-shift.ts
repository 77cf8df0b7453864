import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import { changeOrPreview } from '@/db/change-or-preview';
import { clubs, tillShifts } from '@/db/schema';
import { requireActor, requireMay } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { AppError, notFound } from '@/lib/core/errors';
import { askedAmount } from '@/lib/core/input/asked-amount';
import { keptText } from '@/lib/core/input/kept-text';
import { expectedOf } from '@/lib/ledger/read-figures';
import { recordChange } from '@/lib/records/audit';
import { askedMoney } from '@/lib/billing/asked-money';
import type { Shift } from './lock-shift';

export const closeShiftSchema = z.strictObject({
  /** The cash that was counted in it. */
  counted: askedAmount,
  note: keptText(500).optional(),
});

/** What the till should have held and what was counted, in minor units. */
export type Counted = { expectedMinor: number; countedMinor: number; currency: string };

/**
 * Counts and closes a till: its opener, or a manager. What is expected is the float and every cash entry, for each
 * of which this waits. The difference is written as it is.
 * @throws AppError conflict when it is closed, invalid_input, not_found, forbidden, unauthenticated
 */
export async function closeShift(
  ctx: Context,
  shiftId: string,
  { counted, note }: z.output<typeof closeShiftSchema>,
): Promise<Counted> {
  return changeOrPreview(ctx, async (tx) => {
    const { shift, currency } = await lockForClosing(tx, ctx, shiftId);
    const countedMinor = askedMoney(counted, currency, { field: 'counted', least: 0 });
    const expectedMinor = await expectedOf(tx, shift.id);
    const { userId: closedBy } = requireActor(ctx);
    // Entries for which this waited may have begun after this transaction.
    await tx
      .update(tillShifts)
      .set({ closedBy, closedAt: sql`clock_timestamp()`, countedMinor, expectedMinor, note: note || null })
      .where(eq(tillShifts.id, shift.id));
    const detail = { name: shift.name, expected_minor: expectedMinor, counted_minor: countedMinor, currency };
    const change = { entity: 'till', entityId: shift.id, from: 'open', to: 'closed', detail } as const;
    await recordChange(tx, ctx, { ...change, asStaff: true });
    return { expectedMinor, countedMinor, currency };
  });
}

async function lockForClosing(
  tx: Tx,
  ctx: Context,
  shiftId: string,
): Promise<{ shift: Shift; currency: string }> {
  const wanted = tx
    .select({ shift: tillShifts, currency: clubs.currency })
    .from(tillShifts)
    .innerJoin(clubs, eq(clubs.id, tillShifts.clubId))
    .where(eq(tillShifts.id, shiftId));
  const [found] = await wanted;
  if (!found) throw notFound('shift');
  const { clubId, openedBy } = found.shift;
  requireMay(ctx, clubId, 'closeOwnShift', 'shift');
  if (openedBy !== requireActor(ctx).userId) requireMay(ctx, clubId, 'correctShift', 'shift');
  const [locked] = await wanted.for('no key update', { of: tillShifts });
  if (locked?.shift.closedAt !== null) throw new AppError('conflict', 'This till is closed already.');
  return locked;
}
