import { expect, test } from 'vitest';
import { proposeDays } from './propose-days';

const sunday = {
  id: 1,
  clubId: 1,
  weekday: 7,
  opensMinute: 600,
  closesMinute: 1440,
  validFrom: null,
  validUntil: null,
};
const christmas = { date: '2027-12-25', name: null, closed: false, holiday: true, windows: [] };
const madrid = { region: 'ES-MD/madrid', year: 2027 } as const;

test('holidays come beside the days of a club, which stay as they are', () => {
  const days = proposeDays([christmas], [sunday], { ...madrid, as: 'closed' });
  expect(days).toHaveLength(14);
  expect(days.at(-1)).toMatchObject({ date: '2027-12-25', closed: false, note: '' });
  expect(days[0]).toEqual({
    date: '2027-01-01',
    name_es: 'Año Nuevo',
    name_en: 'New Year’s Day',
    closed: true,
    holiday: true,
    windows: [],
    note: 'fixed',
  });
});

test('what is decided anew each year says so', () => {
  const noted = proposeDays([], [], { ...madrid, as: 'closed' }).filter(({ note }) => note !== 'fixed');
  expect(noted.map(({ date, note }) => `${date} ${note}`)).toEqual([
    '2027-05-03 moved',
    '2027-05-15 local',
    '2027-11-09 local',
  ]);
});

test('a holiday can be open as on Sundays, but not at a club that is closed then', () => {
  const [open] = proposeDays([], [sunday], { ...madrid, as: 'sunday' });
  expect(open).toMatchObject({ closed: false, windows: [{ opens: '10:00', closes: '00:00' }] });
  const [shut] = proposeDays([], [], { ...madrid, as: 'sunday' });
  expect(shut).toMatchObject({ closed: true, windows: [] });
});
