import { z } from 'zod';
import { QUANTITIES } from '@/components/club/quantities';
import { localDateOf, localTime, MINUTE_MS } from '@/lib/core/time';
import type { holdSlotSchema } from '@/lib/reservations/hold-slot';
import type { ReservationDetails } from '@/lib/reservations/reservation-details';

/** A start of one court, in the club's wall time. */
export type SlotChoice = { courtId: number; date: string; startTime: string; durationMinutes: number };

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

/** `12 2026-11-28 10:00 90`: the value of a form's button, and the name of its transition to the checkout. */
export const slotValue = ({ courtId, date, startTime, durationMinutes }: SlotChoice) =>
  `${courtId} ${date} ${startTime} ${durationMinutes}`;

const EXTRA = 'extra.';

/** The name of the field for the number of an extra. */
export const extraField = (code: string) => `${EXTRA}${code}`;

/** The number of each extra in the fields of a form or of an address. */
export const extrasIn = (fields: Readonly<Record<string, unknown>>): { code: string; quantity: number }[] =>
  Object.entries(fields)
    .filter(([name, quantity]) => name.startsWith(EXTRA) && Number(quantity) !== 0)
    .map(([name, quantity]) => ({ code: name.slice(EXTRA.length), quantity: Number(quantity) }));

export type QuantityOf = (code: string) => number;

/** The number of an extra in the fields. A number outside of the list counts as none. */
export const quantityIn =
  (fields: Readonly<Record<string, unknown>>): QuantityOf =>
  (code) => {
    const asked = extrasIn(fields).find((extra) => extra.code === code)?.quantity ?? 0;
    return QUANTITIES.includes(asked) ? asked : 0;
  };

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
