import { z } from 'zod';
import { chosenIds } from '@/lib/core/input/chosen-ids';
import { sendMessageSchema } from '@/lib/desk/messages/send-message';

/** The fields of the form that writes to several people. */
export const messageForm = z.strictObject({
  club: z.string().max(100),
  of: z.enum(['bookings', 'people']),
  ids: z
    .string()
    .transform((text) => text.split(','))
    .pipe(chosenIds),
  text: sendMessageSchema.shape.text,
  only: z.enum(['any', 'email']).transform((only) => (only === 'any' ? undefined : only)),
});
