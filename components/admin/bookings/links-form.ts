import { z } from 'zod';
import { chosenIds } from '@/lib/core/input/chosen-ids';

/** The fields of the form that sends links for several bookings. */
export const linksForm = z.strictObject({
  club: z.string().max(100),
  ids: z
    .string()
    .transform((text) => text.split(','))
    .pipe(chosenIds),
});
