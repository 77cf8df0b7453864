import { z } from 'zod';
import { changeOrPreview } from '@/db/change-or-preview';
import { tillShifts } from '@/db/schema';
import { requireActor, requireMay } from '@/lib/auth/permissions';
import { getClub } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { askedAmount } from '@/lib/core/input/asked-amount';
import { keptName } from '@/lib/core/input/kept-text';
import { recordChange } from '@/lib/records/audit';
import { askedMoney } from '@/lib/billing/asked-money';
import { findShift, type ShiftReport } from './read-shifts';

export const openShiftSchema = z.strictObject({
  name: keptName(40).optional(),
  /** The cash that is in it. */
  float: askedAmount,
});

/**
 * Opens a till of a club. Of each name one is open at a time.
 * @throws AppError conflict while it is open, invalid_input, not_found, forbidden, unauthenticated
 */
export async function openShift(
  ctx: Context,
  clubIdOrSlug: string,
  { name, float }: z.output<typeof openShiftSchema>,
): Promise<ShiftReport> {
  const { id: clubId, currency } = await getClub(clubIdOrSlug);
  requireMay(ctx, clubId, 'openShift');
  const { userId: openedBy } = requireActor(ctx);
  const floatMinor = askedMoney(float, currency, { field: 'float', least: 0 });
  return changeOrPreview(ctx, async (tx) => {
    const [shift] = await tx
      .insert(tillShifts)
      .values({ clubId, openedBy, floatMinor, ...(name !== undefined && { name }) })
      .onConflictDoNothing()
      .returning();
    if (!shift) throw new AppError('conflict', 'A till of this name is open: close it first.');
    const detail = { name: shift.name, float_minor: floatMinor, currency };
    const change = { entity: 'till', entityId: shift.id, from: null, to: 'open', detail } as const;
    await recordChange(tx, ctx, { ...change, asStaff: true });
    return findShift(tx, shift.id);
  });
}
