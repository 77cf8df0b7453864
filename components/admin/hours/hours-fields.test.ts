import { expect, test } from 'vitest';
import { openingHoursSchema } from '@/lib/clubs/set-up/set-opening-hours';
import { fieldsOf, hoursForm, readSeasons } from './hours-fields';

const week = { 'seasons.0.valid_from': '', 'seasons.0.valid_until': '' };

test('a week is read window by window, and Monday is copied to the workdays', () => {
  const values = {
    ...week,
    'seasons.0.copy': 'workdays',
    'seasons.0.1.0.opens': '09:00',
    'seasons.0.1.0.closes': '14:00',
    'seasons.0.1.1.opens': '16:00',
    'seasons.0.1.1.closes': '00:00',
    'seasons.0.2.0.opens': '10:00',
    'seasons.0.2.0.closes': '11:00',
    'seasons.0.6.0.opens': '',
    'seasons.0.6.0.closes': '',
  };
  const [season] = readSeasons(values);
  expect(season?.days.map(({ weekday, opens }) => `${weekday} ${opens}`)).toEqual(
    [1, 2, 3, 4, 5].flatMap((day) => [`${day} 09:00`, `${day} 16:00`]),
  );
});

test('a season that goes and an empty one are left out, but the week without dates stays', () => {
  const values = {
    ...week,
    'seasons.1.valid_from': '2027-07-01',
    'seasons.1.valid_until': '2027-08-31',
    'seasons.1.gone': 'on',
    'seasons.2.valid_from': '',
    'seasons.2.valid_until': '',
  };
  expect(readSeasons(values)).toEqual([{ key: '', valid_from: '', valid_until: '', days: [] }]);
});

test('what is saved comes back to the form and from it', () => {
  const seasons = [
    { valid_from: null, valid_until: null, days: [{ weekday: 1, opens: '08:00', closes: '24:00' }] },
    {
      valid_from: '2027-07-01',
      valid_until: '2027-08-31',
      days: [{ weekday: 7, opens: '18:00', closes: '02:00' }],
    },
  ];
  const values = Object.fromEntries(
    fieldsOf(seasons).flatMap(({ days, ...dates }, index) => [
      ...Object.entries(dates).map(([name, value]) => [`seasons.${index}.${name}`, value]),
      ...days.flatMap(({ weekday, opens, closes }, window) => [
        [`seasons.${index}.${weekday}.${window}.opens`, opens],
        [`seasons.${index}.${weekday}.${window}.closes`, closes],
      ]),
    ]),
  );
  const { list } = hoursForm.parse({ club: 'sol', revision: '3', ...values });
  const read = openingHoursSchema.parse(list);
  expect(read.seasons[0]?.days).toEqual([{ weekday: 1, opens: '08:00', closes: '00:00' }]);
  expect(read.seasons[1]).toEqual(seasons[1]);
});

test('an opening without a closing is refused at its place', () => {
  const { list } = hoursForm.parse({ club: 'sol', revision: '0', ...week, 'seasons.0.3.0.opens': '09:00' });
  const { error } = openingHoursSchema.safeParse(list);
  expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(['seasons.0.days.0.closes']);
});
