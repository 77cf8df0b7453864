import { expect, test } from 'vitest';
import { groupsOf, NAMES, partsOf } from './test-parts';

test('parts run in their order, however they are asked for, and those of Vitest in one run', () => {
  const parts = partsOf(['production', 'crash', 'unit', 'format']);
  expect(parts.map(({ name }) => name)).toEqual(['format', 'unit-crash', 'production']);
  expect(parts[1]?.options).toEqual(expect.arrayContaining(['--project=unit', '--project=crash']));
});

test('the production install runs beside the tests before it, and alone without them', () => {
  const namesOf = (wanted: readonly string[]) =>
    groupsOf(partsOf(wanted)).map((group) => group.map(({ name }) => name));
  expect(namesOf(['types', 'unit', 'production', 'e2e'])).toEqual([
    ['types'],
    ['unit', 'production'],
    ['e2e'],
  ]);
  expect(namesOf(['production', 'fuzz'])).toEqual([['production'], ['fuzz']]);
});

test('what is run is measured when coverage is judged, which is told of every part', () => {
  const [plain] = partsOf(['unit']);
  const [measured, coverage] = partsOf(['unit', 'coverage']);
  expect(plain?.options).not.toContain('--coverage');
  expect(measured?.options).toContain('--coverage');
  expect(coverage?.options).toEqual(['unit', 'coverage']);
});

test('all of them are everything', () => {
  expect(partsOf(NAMES).map(({ name }) => name)).toEqual([
    'format',
    'lint',
    'structure',
    'unused',
    'types',
    'unit-providers-routes-tools-crash-outage',
    'production',
    'e2e',
    'plain',
    'fuzz',
    'chaos',
    'coverage',
  ]);
});
