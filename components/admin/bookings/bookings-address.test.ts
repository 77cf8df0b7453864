import { expect, test } from 'vitest';
import { bookingsQuery, exportHref, readBookingsAddress, viewAddress } from './bookings-address';

test('an address is read, and what makes no sense in it is left out', () => {
  expect(
    readBookingsAddress({
      from: '2026-11-28',
      to: '',
      court: 'x',
      status: 'confirmed',
      owed: 'yes',
      page: '0',
    }),
  ).toEqual({ from: '2026-11-28', status: 'confirmed', q: '', page: 1 });
});

test('an address is written with what it says alone', () => {
  const address = readBookingsAddress({ court: '7', q: ' ana ', page: '2' });
  expect(bookingsQuery(address)).toBe('?court=7&q=ana&page=2');
  expect(bookingsQuery({ ...address, page: 1 }, { booking: 'b' })).toBe('?court=7&q=ana&booking=b');
  expect(bookingsQuery({})).toBe('');
});

test('the debts of a club are those up to today', () => {
  expect(bookingsQuery(viewAddress('owed', '2026-11-28'))).toBe('?owed=true&to=2026-11-28');
});

test('trouble is looked for a month back and in all that comes', () => {
  expect(bookingsQuery(viewAddress('trouble', '2026-11-28'))).toBe('?trouble=true&from=2026-10-29');
});

test('the file of a list has its filters and no page', () => {
  const address = readBookingsAddress({ court: '7', owed: 'true', page: '2' });
  expect(exportHref(3, address)).toBe('/api/v1/clubs/3/exports/bookings.csv?owed=true&court_id=7');
});
