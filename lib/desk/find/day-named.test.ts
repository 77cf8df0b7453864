import { expect, test } from 'vitest';
import { dayNamed } from './day-named';

/** A Saturday. */
const TODAY = '2026-11-28';

test.each([
  ['hoy', '2026-11-28'],
  ['Mañana', '2026-11-29'],
  ['yesterday', '2026-11-27'],
  ['lunes', '2026-11-30'],
  ['mié', '2026-12-02'],
  ['Fri', '2026-12-04'],
  ['sábado', '2026-12-05'],
  ['28/11', '2026-11-28'],
  ['1.12', '2026-12-01'],
  ['27/11', '2027-11-27'],
  ['27-11-2026', '2026-11-27'],
  ['2026-12-24', '2026-12-24'],
])('%s is %s', (text, date) => expect(dayNamed(text, TODAY)).toBe(date));

test.each(['', 'lu', 'ana', '31/2', '30/02/2027', '2026-02-30', '123'])('%j is no day', (text) =>
  expect(dayNamed(text, TODAY)).toBeNull(),
);
