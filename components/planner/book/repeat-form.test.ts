import { describe, expect, test } from 'vitest';
import { chosenIn, readSeriesAddress } from '@/components/admin/series/series-address';
import { repeatFormSchema } from './repeat-form';

const typed = {
  club: '7',
  court: '3',
  date: '2028-02-29',
  time: '18:00',
  duration: '90',
  until: '20:00',
  kind: 'booking',
};

const addressOf = (changes: Record<string, string> = {}) => {
  const { search } = repeatFormSchema.parse({ ...typed, ...changes });
  return readSeriesAddress(Object.fromEntries(search));
};

describe('what is repeated from the form of a booking', () => {
  test('is asked for on its weekday for twelve weeks, for the customer who was chosen', () => {
    const customerId = crypto.randomUUID();
    const asked = addressOf({ customerId, name: 'Lola', price: '36,50', reason: 'Grupo', note: 'Bolas' });
    expect(asked).toMatchObject({
      kind: 'booking',
      court: 3,
      weekday: [2],
      start: '18:00',
      length: 90,
      from: '2028-02-29',
      until: '2028-05-23',
      who: 'Lola',
      price: '36,50',
      reason: 'Grupo',
      note: 'Bolas',
    });
    expect(asked && chosenIn(asked)).toBe(customerId);
    expect(asked && chosenIn({ ...asked, who: 'Luis' })).toBeNull();
  });

  test('is a booking where somebody walked in, and a block until its end', () => {
    expect(addressOf({ kind: 'walk_in' })).toMatchObject({ kind: 'booking', who: '' });
    expect(addressOf({ kind: 'block', title: 'Liga', time: '23:00', until: '01:00' })).toMatchObject({
      kind: 'block',
      length: 120,
      title: 'Liga',
      who: '',
    });
  });

  test.each([
    ['date', ''],
    ['time', ''],
    ['court', 'x'],
  ])('asks for nothing with a bad %s', (field, value) => {
    expect(addressOf({ [field]: value })).toBeNull();
  });
});
