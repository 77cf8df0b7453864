import { z } from 'zod';
import { localDateOf, localTime, MINUTE_MS } from '@/lib/core/time';
import type { holdSlotSchema } from '@/lib/reservations/hold-slot';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';
import { extrasIn } from './extra-fields';
import type { SlotChoice } from './slot-choice';

type Booked = Pick<ReservationDetails, 'courtId' | 'startsAt' | 'endsAt'> & { club: { timeZone: string } };

/** The start that a booking has. */
export function slotOf({ club: { timeZone }, courtId, startsAt, endsAt }: Booked): SlotChoice {
  const start = startsAt.getTime();
  return {
    courtId,
    date: localDateOf(start, timeZone),
    startTime: localTime(start, timeZone),
    durationMinutes: (endsAt.getTime() - start) / MINUTE_MS,
  };
}

/** Parses a booking form: the start of the pressed button and the extras. The verb's schema checks them. */
export const slotFormSchema = z
  .looseObject({ slot: z.string() })
  .transform(({ slot, ...fields }): z.input<typeof holdSlotSchema> => {
    const [courtId = '', date = '', startTime = '', durationMinutes = ''] = slot.split(' ');
    return {
      courtId: Number(courtId),
      date,
      startTime,
      durationMinutes: Number(durationMinutes),
      extras: extrasIn(fields),
    };
  });
