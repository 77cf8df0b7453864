import { z } from 'zod';
import { askedTime, boardDate } from '@/lib/core/input/asked-time';
import { plainId } from '@/lib/core/input/plain-number';
import { shiftCourtSchema } from '@/lib/desk/moves/shift-court';

/** By how many minutes an evening is usually delayed. */
export const DELAYS = ['15', '30', '45', '60', '90', '120'] as const;

const minutes = z.enum(DELAYS).transform(Number).pipe(shiftCourtSchema.shape.minutes);

const addressSchema = z.object({
  court: plainId.optional().catch(undefined),
  date: boardDate.optional().catch(undefined),
  from: askedTime.optional().catch(undefined),
  minutes: minutes.catch(30),
});

/** What the address of the page that delays a court says. What does not make sense in it is left out. */
export const readShiftAddress = (query: Record<string, unknown>) => addressSchema.parse(query);

/** Parses the form that delays a court. The verb's schema checks what it makes of it. */
export const shiftFormSchema = z
  .strictObject({
    court: plainId,
    date: z.string(),
    from: z.string(),
    minutes,
    notify: z.literal('on').optional(),
    /** Who was shown to begin later. */
    expected: z.string(),
    back: z.string(),
  })
  .transform(
    ({ court: courtId, notify, expected, back: _, ...wanted }): z.input<typeof shiftCourtSchema> => ({
      ...wanted,
      courtId,
      notify: notify === 'on',
      expected: expected.split(','),
    }),
  );
