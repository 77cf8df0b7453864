import { z } from 'zod';
import { cancelReservationSchema, expectedSchema } from '@/lib/cancellations/cancel-reservation';

/** The fields of the cancel form. They carry the shown figures, so that no others are used. */
export const cancelFormSchema = z
  .strictObject({
    ...cancelReservationSchema.omit({ expected: true }).shape,
    ...expectedSchema.shape,
  })
  .transform(({ amount, rule, ...wanted }) => ({ ...wanted, expected: { amount, rule } }));
