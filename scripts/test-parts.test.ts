import { expect, test } from 'vitest';
import { NAMES, partsOf } from './test-parts';

test('parts run in their order, however they are asked for, and those of Vitest in one run', () => {
  const parts = partsOf(['production', 'crash', 'unit', 'format']);
  expect(parts.map(({ name }) => name)).toEqual(['format', 'unit-crash', 'production']);
  expect(parts[1]?.options).toEqual(expect.arrayContaining(['--project=unit', '--project=crash']));
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
    'fuzz',
    'chaos',
    'coverage',
  ]);
});
