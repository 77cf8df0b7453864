import { z } from 'zod';
import { changeDetailsSchema } from '@/lib/desk/bookings/change-details';
import { playerSeatSchema } from '@/lib/desk/bookings/check-in-player';
import { PRESENCE_ACTS } from './presence-acts';

const count = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);

/** The fields of the form that notes who came. */
export const presenceForm = z.strictObject({ act: z.enum(PRESENCE_ACTS), id: z.uuid(), revision: count });

/** The fields of the form that notes whether one player has come. */
export const playerMarkForm = z.strictObject({
  ...playerSeatSchema.shape,
  position: count,
  to: z.enum(['arrived', 'expected']),
});

/** An emptied title is none. A name without a choice is only what was typed to find somebody. */
export const changeForm = z.object({
  reservationId: z.uuid(),
  revision: count,
  title: z
    .string()
    .transform((title) => title.trim() || null)
    .pipe(changeDetailsSchema.shape.title.unwrap())
    .optional(),
  note: changeDetailsSchema.shape.note.unwrap().unwrap().optional(),
  customerId: z.uuid().optional(),
  locked: z
    .enum(['yes', 'no'])
    .transform((locked) => locked === 'yes')
    .optional(),
});

export const restoreForm = z.strictObject({ id: z.uuid(), revision: count });

export const undoForm = z.strictObject({ actId: z.uuid() });
