import { expect, test } from 'vitest';
import { courtField, waitForm } from './wait-fields';

const typed = {
  clubId: '7',
  slug: 'padel-norte',
  date: '2026-12-01',
  from: '18:00',
  until: '20:30',
  duration: '90',
};

test('the form says when, how long and which courts, by the boxes that are ticked', () => {
  expect(waitForm.parse({ ...typed, [courtField(3)]: 'on', [courtField(5)]: 'on' })).toEqual({
    clubId: 7,
    date: '2026-12-01',
    from: '18:00',
    until: '20:30',
    durationMinutes: 90,
    courtIds: [3, 5],
  });
});

test('without a box all courts will do, and without a second time the first alone', () => {
  expect(waitForm.parse({ ...typed, until: '' })).toMatchObject({ until: '18:00', courtIds: [] });
});

test.each([{ clubId: 'x' }, { duration: '0' }, { duration: '90.5' }])('%o is refused', (wrong) => {
  expect(waitForm.safeParse({ ...typed, ...wrong }).success).toBe(false);
});
