import { describe, expect, it } from 'vitest';
import type { BenchRun } from './benches';
import { drawTable, type Occasion, rowsOf, updateDocument } from './benchmarks-table';

const MONDAY: Occasion = {
  at: new Date('2026-11-23T08:05:59Z'),
  commit: 'aaaaaaaa',
  machine: '2 × slow, 4 GB',
};
const TUESDAY: Occasion = {
  at: new Date('2026-11-24T09:30:00Z'),
  commit: 'bbbbbbbb+',
  machine: '8 × fast, 64 GB',
};

const bench = (name: string, measured: string, met = true): BenchRun => ({
  name,
  seconds: 61.4,
  verdicts: [
    { target: 'within 3 ms', measured, met },
    { target: '0 overlaps', measured: '0', met: true },
  ],
});

const rowsIn = (document: string) => document.split('\n').filter((line) => line.startsWith('| '));

describe('the table of benchmarks', () => {
  it('shows each target with what was measured, and how long the bench took once', () => {
    expect(drawTable(rowsOf(bench('hold', '4 ms', false), MONDAY))).toBe(
      [
        '| Bench | Target      | Measured | Outcome    | Took | Run                       |',
        '| ----- | ----------- | -------- | ---------- | ---- | ------------------------- |',
        '| hold  | within 3 ms | 4 ms     | **missed** | 61 s | 2026-11-23 08:05 aaaaaaaa |',
        '| hold  | 0 overlaps  | 0        | met        |      | 2026-11-23 08:05 aaaaaaaa |',
      ].join('\n'),
    );
  });

  it('keeps a row whole whose text has the sign between columns', () => {
    const document = updateDocument('', [bench('hold', '1 | 2')], MONDAY);
    expect(rowsIn(document)[2]).toContain('| 1 / 2    |');
    expect(updateDocument(document, [], MONDAY)).toBe(document);
  });
});

describe('the document of benchmarks', () => {
  it('has the rows of all benches by name, and the machine of their run', () => {
    const document = updateDocument('', [bench('search', '2 ms'), bench('hold', '1 ms')], MONDAY);
    expect(rowsIn(document).map((row) => row.split(' | ')[0])).toEqual([
      '| Bench ',
      '| ------',
      '| hold  ',
      '| hold  ',
      '| search',
      '| search',
    ]);
    expect(document).toContain('\n- 2026-11-23 08:05 aaaaaaaa: 2 × slow, 4 GB\n');
  });

  it('replaces the rows of the benches that ran, and leaves the others with their run and machine', () => {
    const before = updateDocument('', [bench('search', '2 ms'), bench('hold', '1 ms')], MONDAY);
    const after = updateDocument(before, [bench('hold', '9 ms', false)], TUESDAY);
    expect(rowsIn(after).filter((row) => row.includes('hold'))).toHaveLength(2);
    expect(after).toMatch(/hold.*9 ms.*\*\*missed\*\*.*2026-11-24 09:30 bbbbbbbb\+/);
    expect(after).not.toContain('1 ms');
    expect(rowsIn(after).filter((row) => row.includes('search'))).toHaveLength(2);
    expect(after).toMatch(/search.*2 ms.*2026-11-23 08:05 aaaaaaaa/);
    expect(after).toContain(
      '- 2026-11-23 08:05 aaaaaaaa: 2 × slow, 4 GB\n- 2026-11-24 09:30 bbbbbbbb+: 8 × fast, 64 GB\n',
    );
  });

  it('forgets a machine with the last row that was measured on it', () => {
    const before = updateDocument('', [bench('hold', '1 ms')], MONDAY);
    expect(updateDocument(before, [bench('hold', '1 ms')], TUESDAY)).not.toContain('2 × slow');
  });

  it('loses a target that a bench judges no longer', () => {
    const before = updateDocument('', [bench('hold', '1 ms')], MONDAY);
    const shorter = { ...bench('hold', '1 ms'), verdicts: [{ target: 'new', measured: '1', met: true }] };
    expect(rowsIn(updateDocument(before, [shorter], TUESDAY))).toHaveLength(3);
  });
});
