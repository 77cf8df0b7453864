import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '@/lib/core/time';
import { holdSlotSchema } from '@/lib/reservations/hold-slot';
import { extraField } from './extra-fields';
import { slotValue } from './slot-choice';
import { slotFormSchema, slotOf } from './slot-value';

const slot = { courtId: 12, date: '2027-03-10', startTime: '10:00', durationMinutes: 90 };
const form = slotFormSchema.pipe(holdSlotSchema);

describe('a booking form', () => {
  it('reads back the start whose button was pressed', () => {
    expect(form.parse({ slot: slotValue(slot) })).toEqual({ ...slot, participants: [], extras: [] });
  });

  it('takes the extras that were asked for and leaves the others out', () => {
    const fields = {
      slot: slotValue(slot),
      [extraField('balls')]: '2',
      [extraField('racket')]: '0',
      city: 'Madrid',
    };
    expect(form.parse(fields).extras).toEqual([{ code: 'balls', quantity: 2 }]);
  });

  it.each([
    ['nothing', ''],
    ['a word', 'ten'],
    ['a date that does not exist', '12 2027-02-29 10:00 90'],
    ['a time that does not exist', '12 2027-03-10 24:30 90'],
    ['a court below zero', '-1 2027-03-10 10:00 90'],
    ['half a minute', '12 2027-03-10 10:00 90.5'],
  ])('refuses %s', (_, value) => {
    expect(form.safeParse({ slot: value }).success).toBe(false);
  });

  it.each(['-1', '1.5', 'many', '1000'])('refuses %s pieces of an extra', (quantity) => {
    expect(form.safeParse({ slot: slotValue(slot), [extraField('balls')]: quantity }).success).toBe(false);
  });
});

it('the start of a booking is by the clock of its club', () => {
  const startsAt = new Date('2027-03-10T09:00:00Z');
  const endsAt = new Date(startsAt.getTime() + 1.5 * HOUR_MS);
  expect(slotOf({ club: { timeZone: 'Europe/Madrid' }, courtId: 12, startsAt, endsAt })).toEqual(slot);
});
