import { z } from 'zod';
import { cancelReservationSchema, expectedSchema } from '@/lib/cancellations/cancel-reservation';

/** What the form that cancels sends: the figures it showed go with the click, so that no others are acted on. */
export const cancelFormSchema = z
  .strictObject({
    ...cancelReservationSchema.omit({ expected: true }).shape,
    ...expectedSchema.shape,
  })
  .transform(({ amount, rule, ...wanted }) => ({ ...wanted, expected: { amount, rule } }));
