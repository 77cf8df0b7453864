import { z } from 'zod';
import { changeDetailsSchema } from '@/lib/desk/bookings/change-details';
import { PRESENCE_ACTS } from './presence-acts';

const revision = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);

/** The fields of the form that notes who came. */
export const presenceForm = z.strictObject({ act: z.enum(PRESENCE_ACTS), id: z.uuid(), revision });

/** The fields of the form that changes the note. */
export const noteForm = z.strictObject({
  reservationId: z.uuid(),
  revision,
  note: changeDetailsSchema.shape.note.unwrap().unwrap(),
});

export const undoForm = z.strictObject({ actId: z.uuid() });
