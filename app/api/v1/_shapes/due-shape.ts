import { z } from 'zod';
import { DUE_CAUSES } from '@/db/schema';
import type { ShownDue } from '@/lib/billing/read-dues';
import { moneyJson } from '@/lib/core/money';
import { isoWithOffset } from '@/lib/core/time';
import { instant, moneySchema } from './members';

export const dueSchema = z
  .strictObject({
    id: z.uuid(),
    reservation_id: z.uuid(),
    customer: z
      .strictObject({
        id: z.uuid().optional(),
        name: z.string(),
        phone: z.string().optional(),
        user_id: z.uuid().optional(),
      })
      .nullable(),
    amount: moneySchema.describe('What is still owed, negative when the club owes it.'),
    cause: z.enum(DUE_CAUSES),
    due_by: instant.nullable(),
    created_at: instant,
  })
  .describe('What a customer owes a club for a reservation, or the club the customer.');

export const dueShape = (due: ShownDue) => ({
  id: due.id,
  reservation_id: due.reservationId,
  customer: customerShape(due),
  amount: moneyJson(due.amountMinor, due.currency),
  cause: due.cause,
  due_by: due.dueBy && isoWithOffset(due.dueBy.getTime(), due.timeZone),
  created_at: isoWithOffset(due.createdAt.getTime(), due.timeZone),
});

function customerShape({ customerId, userId, customerName, customerPhone }: ShownDue) {
  if (customerId === null && userId === null && customerName === null) return null;
  return {
    ...(customerId && { id: customerId }),
    name: customerName ?? '—',
    ...(customerPhone && { phone: customerPhone }),
    ...(userId && { user_id: userId }),
  };
}
