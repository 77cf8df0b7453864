import { describe, expect, it } from 'vitest';
import { addDays, localDateOf } from '@/lib/core/time';
import { parseSearchQuery, searchHref } from './search-query';

const today = localDateOf(Date.now(), 'Europe/Madrid');

const read = (href: string) =>
  parseSearchQuery(Object.fromEntries(new URL(href, 'http://pista.test').searchParams));

describe('the address of a search', () => {
  it('reads back what it was made of', () => {
    const query = parseSearchQuery({
      city: 'Málaga',
      date: addDays(today, 30),
      time: '10:00',
      duration: '60',
      sport: 'padel',
      cover: 'indoor',
      sort: 'price',
    });
    expect(read(searchHref(query))).toEqual(query);
  });

  it.each([
    ['date', '2026-02-29'],
    ['date', '9999-12-31'],
    ['date', '1999-12-31'],
    ['date', addDays(today, 800)],
    ['date', addDays(today, -3)],
    ['time', '25:00'],
    ['time', '9:00'],
    ['sport', 'chess'],
    ['lat', '91'],
    ['lat', 'north'],
    ['lat', '0x28'],
    ['lng', '1e1'],
    ['lng', ' 3'],
    ['sort', '__proto__'],
  ])('takes a senseless %s=%s for none', (name, value) => {
    expect(parseSearchQuery({ [name]: value })).toEqual(parseSearchQuery({}));
  });

  it.each(['0', '-60', '100000', 'NaN', '1.5', '6e1', '0x3c', '060'])(
    'takes a duration of %s for 90 minutes',
    (duration) => {
      expect(parseSearchQuery({ duration }).duration).toBe(90);
    },
  );

  it('leaves a parameter that comes twice at its default', () => {
    expect(parseSearchQuery({ time: ['10:00', '11:00'], city: ['Madrid', 'Sevilla'] })).toEqual(
      parseSearchQuery({}),
    );
  });

  it('does not place a search without coordinates at the equator', () => {
    expect(parseSearchQuery({ lat: '', lng: '' })).toMatchObject({ lat: null, lng: null });
  });

  it('drops an answer that is taken back', () => {
    expect(searchHref(parseSearchQuery({ sport: 'padel', time: '10:00' }), { sport: null })).not.toContain(
      'sport',
    );
  });
});

describe('the time of a search', () => {
  it.each(['morning', 'afternoon', 'evening'] as const)('may be a part of the day: %s', (part) => {
    const query = parseSearchQuery({ time: part });
    expect(query).toMatchObject({ time: null, part });
    expect(new URL(searchHref(query), 'http://pista.test').searchParams.get('time')).toBe(part);
    expect(read(searchHref(query))).toEqual(query);
  });

  it('is never both', () => {
    expect(parseSearchQuery({ time: '18:00', part: 'morning' })).toMatchObject({ time: '18:00', part: null });
  });
});
