import { z } from 'zod';
import { addPlayerSchema, removePlayerSchema } from '@/lib/reservations/change-players';
import { remindPlayerSchema } from '@/lib/reservations/game/remind-player';

/** The fields of the form that adds a player. One that is left empty is sent all the same. */
export const addPlayerForm = addPlayerSchema.extend({
  email: z
    .string()
    .transform((email) => email.trim() || undefined)
    .pipe(addPlayerSchema.shape.email),
});

const position = z
  .string()
  .regex(/^\d{1,3}$/)
  .transform(Number);

/** The fields of the form that removes one. */
export const removePlayerForm = removePlayerSchema.extend({ position });

/** The fields of the form that asks one again. */
export const remindPlayerForm = remindPlayerSchema.extend({ position });
