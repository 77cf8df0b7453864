import { eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Tx } from '@/db';
import { changeOrPreview } from '@/db/change-or-preview';
import { customers } from '@/db/schema';
import { requireActor } from '@/lib/auth/permissions';
import type { Context } from '@/lib/core/context';
import { AppError } from '@/lib/core/errors';
import { keptText } from '@/lib/core/input/kept-text';
import { recordChange } from '@/lib/records/audit';
import { type Customer, findCustomer, lockCustomer } from './read-customers';

export const blockCustomerSchema = z.strictObject({ reason: keptText(500).min(1) });

/**
 * Ends online booking at the club for a person. They are never told the reason; what they have booked stays.
 * @throws AppError `conflict` when they are blocked already; `not_found`, `forbidden`, `unauthenticated`
 */
export async function blockCustomer(
  ctx: Context,
  id: string,
  { reason }: z.output<typeof blockCustomerSchema>,
): Promise<Customer> {
  const { userId } = requireActor(ctx);
  return changeOrPreview(ctx, async (tx) => {
    const customer = await lockCustomer(tx, ctx, id, 'blockCustomer');
    if (customer.blockedAt) throw new AppError('conflict', 'This person is blocked already.');
    return setBlock(tx, ctx, customer, { blockedAt: ctx.now, blockedBy: userId, blockReason: reason });
  });
}

/**
 * Lets a blocked person book online again.
 * @throws AppError `conflict` when they are not blocked; `not_found`, `forbidden`, `unauthenticated`
 */
export async function unblockCustomer(ctx: Context, id: string): Promise<Customer> {
  return changeOrPreview(ctx, async (tx) => {
    const customer = await lockCustomer(tx, ctx, id, 'blockCustomer');
    if (!customer.blockedAt) throw new AppError('conflict', 'This person is not blocked.');
    return setBlock(tx, ctx, customer, { blockedAt: null, blockedBy: null, blockReason: null });
  });
}

type Block = Pick<typeof customers.$inferSelect, 'blockedAt' | 'blockedBy' | 'blockReason'>;

async function setBlock(tx: Tx, ctx: Context, { id }: Customer, block: Block): Promise<Customer> {
  await tx
    .update(customers)
    .set({ ...block, revision: sql`${customers.revision} + 1`, updatedAt: ctx.now })
    .where(eq(customers.id, id));
  await recordChange(tx, ctx, {
    entity: 'customer',
    entityId: id,
    from: block.blockedAt ? 'open' : 'blocked',
    to: block.blockedAt ? 'blocked' : 'open',
    asStaff: true,
  });
  return findCustomer(tx, ctx, id, 'seePeople');
}
