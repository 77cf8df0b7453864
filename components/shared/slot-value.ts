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

/** `12 2026-11-28 10:00 90`: what a button of a form sends, and what its thread to the checkout is named by. */
export const slotValue = ({ courtId, date, startTime, durationMinutes }: SlotChoice) =>
  `${courtId} ${date} ${startTime} ${durationMinutes}`;

const EXTRA = 'extra.';

/** The name of the field that says how many of an extra are wanted. */
export const extraField = (code: string) => `${EXTRA}${code}`;

/** How many of each extra the fields of a form, or of an address, ask for. */
export const extrasIn = (fields: Readonly<Record<string, unknown>>): { code: string; quantity: number }[] =>
  Object.entries(fields)
    .filter(([name, quantity]) => name.startsWith(EXTRA) && Number(quantity) !== 0)
    .map(([name, quantity]) => ({ code: name.slice(EXTRA.length), quantity: Number(quantity) }));

export type QuantityOf = (code: string) => number;

/** How many of an extra the fields ask for; what the lists do not offer is none. */
export const quantityIn =
  (fields: Readonly<Record<string, unknown>>): QuantityOf =>
  (code) => {
    const asked = extrasIn(fields).find((extra) => extra.code === code)?.quantity ?? 0;
    return QUANTITIES.includes(asked) ? asked : 0;
  };

/**
 * Takes apart what a booking form sends: the start whose button was pressed and the extras beside it. Whether the
 * parts make sense is for the verb's own schema to say.
 */
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
