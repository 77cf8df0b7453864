import { z } from 'zod';
import { cancelBookingsSchema } from '@/lib/desk/bookings/cancel-bookings';

const { ids, reason, expected } = cancelBookingsSchema.shape;

/** The fields of the form that cancels several bookings at the sum that it shows. A box that is not ticked is not sent at all. */
export const cancelManyForm = z
  .strictObject({
    club: z.string().max(100),
    ids: z
      .string()
      .transform((text) => text.split(','))
      .pipe(ids),
    reason: z
      .string()
      .transform((text) => text.trim() || undefined)
      .pipe(reason),
    notify: z
      .literal('on')
      .optional()
      .transform((value) => value === 'on'),
    /** What goes back, as the form showed it. */
    amount: expected.unwrap().shape.amount,
  })
  .transform(({ amount, ...wanted }) => ({ ...wanted, expected: { amount } }));
