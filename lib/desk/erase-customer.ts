import { and, count, eq, gt, inArray } from 'drizzle-orm';
import type { Tx } from '@/db';
import { changeOrPreview } from '@/db/change-or-preview';
import { OCCUPYING, reservations } from '@/db/schema';
import { emptyCustomers } from '@/lib/accounts/empty-customers';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { recordChange } from '@/lib/records/audit';
import { lockCustomer } from './read-customers';

/**
 * Erases a person without an account from a club, who may ask for it (GDPR article 17). Courts, times and amounts
 * stay for the books.
 * @throws AppError `conflict` for who has an account, or a booking ahead; `not_found`, `forbidden`, `unauthenticated`
 */
export async function eraseCustomer(ctx: Context, id: string): Promise<{ id: string }> {
  return changeOrPreview(ctx, async (tx) => {
    const customer = await lockCustomer(tx, ctx, id, 'erasePeople');
    if (customer.userId !== null)
      throw new AppError('conflict', 'This person has an account, and erases it there.');
    await assertNothingAhead(tx, customer.id, ctx.now);
    await emptyCustomers(tx, [customer.id], ctx.now);
    await recordChange(tx, ctx, {
      entity: 'customer',
      entityId: customer.id,
      from: null,
      to: 'erased',
      asStaff: true,
    });
    return { id: customer.id };
  });
}

async function assertNothingAhead(tx: Tx, customerId: string, now: Date): Promise<void> {
  const [ahead] = await tx
    .select({ count: count() })
    .from(reservations)
    .where(
      and(
        eq(reservations.customerId, customerId),
        inArray(reservations.status, [...OCCUPYING]),
        gt(reservations.endsAt, now),
      ),
    );
  if (!ahead?.count) return;
  throw new AppError('conflict', 'Cancel the upcoming bookings of this person first.', {
    details: { upcoming_reservations: ahead.count },
  });
}
