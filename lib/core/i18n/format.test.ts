import { describe, expect, it } from 'vitest';
import {
  formatDate,
  formatDay,
  formatInstant,
  formatKilometres,
  formatNearDay,
  formatShare,
  formatSpan,
} from './format';

const TODAY = '2027-03-10';

describe('dates as people say them', () => {
  it.each([
    ['2027-03-10', 'es', 'hoy'],
    ['2027-03-11', 'es', 'mañana'],
    ['2027-03-12', 'es', 'viernes, 12 de marzo'],
    ['2027-03-09', 'es', 'martes, 9 de marzo'],
    ['2027-03-10', 'en', 'today'],
    ['2027-03-11', 'en', 'tomorrow'],
    ['2027-03-12', 'en', 'Friday 12 March'],
  ] as const)('says %s in %s as "%s"', (date, locale, words) => {
    expect(formatDay(date, TODAY, 'long', locale)).toBe(words);
  });

  it('counts calendar days over a change of clocks', () => {
    expect(formatDay('2027-03-29', '2027-03-28', 'short', 'en')).toBe('tomorrow');
    expect(formatDay('2027-11-01', '2027-10-31', 'short', 'es')).toBe('mañana');
  });

  it('keeps a local date on its day, wherever the server stands', () => {
    expect(formatDate('2027-01-01', 'full', 'en')).toMatch(/^Friday,? 1 January 2027$/);
  });

  it('reads an instant on the wall of the zone it is given', () => {
    const noonInMadrid = Date.parse('2027-03-10T11:00:00Z');
    expect(formatInstant(noonInMadrid, 'time', 'es', 'Europe/Madrid')).toBe('12:00');
    expect(formatInstant(noonInMadrid, 'time', 'en', 'America/Mexico_City')).toBe('05:00');
  });

  it('writes midnight as 00:00 and a span with its two ends', () => {
    const evening = Date.parse('2027-03-10T21:30:00Z');
    expect(formatSpan(evening, evening + 90 * 60_000, 'es', 'Europe/Madrid')).toBe('22:30–00:00');
  });
});

describe('figures', () => {
  it('follow the language', () => {
    expect(formatShare(0.624, 'es')).toMatch(/^62\s%$/);
    expect(formatShare(0.624, 'en')).toBe('62%');
    expect(formatKilometres(3.24, 'es')).toMatch(/^3,2\skm$/);
    expect(formatKilometres(23.4, 'en')).toMatch(/^23\skm$/);
  });
});

describe('a day in a heading', () => {
  it.each([
    ['2027-03-28', 'hoy', 'today'],
    ['2027-03-29', 'mañana', 'tomorrow'],
    ['2027-03-30', 'martes 30', 'Tuesday 30'],
    ['2027-04-10', 'sábado 10', 'Saturday 10'],
    ['2027-05-10', 'lunes, 10 de mayo', 'Monday 10 May'],
    ['2027-03-20', 'sábado, 20 de marzo', 'Saturday 20 March'],
  ])('%s is %s, in English %s', (date, spanish, english) => {
    expect(formatNearDay(date, '2027-03-28', 'es')).toBe(spanish);
    expect(formatNearDay(date, '2027-03-28', 'en')).toBe(english);
  });
});
