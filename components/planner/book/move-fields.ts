import { z } from 'zod';
import type { moveBookingSchema } from '@/lib/desk/moves/move-booking';

/** A start of a court, `3 2026-11-28 18:30`: the value of a form's choice. */
export const placeValue = (courtId: number, date: string, time: string) => `${courtId} ${date} ${time}`;

const number = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);

/** Parses the form that moves a booking. The verb's schema checks what it makes of it. */
export const moveFormSchema = z
  .object({
    reservationId: z.string(),
    revision: number,
    place: z.string(),
    minutes: number,
    price: z.enum(['keep', 'list', 'link']),
  })
  .transform(({ reservationId, revision, place, minutes, price }): z.input<typeof moveBookingSchema> => {
    const [courtId = '', date = '', startTime = ''] = place.split(' ');
    return {
      reservationId,
      revision,
      courtId: Number(courtId),
      date,
      startTime,
      durationMinutes: minutes,
      ...(price === 'link' ? { price: 'list', settle: 'link' } : { price }),
    };
  });
