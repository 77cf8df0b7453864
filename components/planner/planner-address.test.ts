import { expect, test } from 'vitest';
import { addressQuery, daysOn, readAddress } from './planner-address';

const TODAY = '2026-11-28';

test('what does not make sense in an address is left out, and the day is then today', () => {
  const query = { date: '2026-02-30', view: 'year', show: 'all', courts: 'x', new: '3T25:00', move: '7' };
  expect(readAddress(query, TODAY)).toEqual({
    address: { date: TODAY, view: undefined, show: undefined, courts: undefined },
    wish: expect.objectContaining({ new: undefined, move: undefined, kind: 'booking' }),
  });
});

test('a place to book is a court and a time, or none for any', () => {
  expect(readAddress({ new: '3T18:30', kind: 'block' }, TODAY).wish).toMatchObject({
    new: '3T18:30',
    kind: 'block',
  });
  expect(readAddress({ new: '' }, TODAY).wish.new).toBe('');
});

test('courts come as a list or as the boxes of a form, and the address reads as it was written', () => {
  const { address } = readAddress({ date: TODAY, view: 'list', show: 'owed', courts: ['3', '5'] }, TODAY);
  expect(address.courts).toEqual([3, 5]);
  const query = Object.fromEntries(new URLSearchParams(addressQuery(daysOn(address, 3))));
  expect(readAddress(query, TODAY).address).toEqual({ ...address, date: '2026-12-01' });
});
