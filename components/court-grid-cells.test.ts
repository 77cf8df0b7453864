import { describe, expect, it } from 'vitest';
import { instantsOf } from '@/lib/time';
import { gridOf } from './court-grid-cells';

const DATE = '2027-03-10';
const at = (hours: number) => instantsOf(DATE, hours * 60, 'Europe/Madrid')[0] ?? Number.NaN;
const range = (from: number, until: number) => ({ startsAt: at(from), endsAt: at(until) });
const slot = (from: number, until: number) => ({ ...range(from, until), priceMinor: 3000 });

type Court = { busy?: [number, number][]; slots?: [number, number][] };

/** A club open from 9 to 13, and whatever is taken and sold on its courts. */
const day = (courts: Court[], windows = [range(9, 13)]) => ({
  club: { stepMinutes: 30, timeZone: 'Europe/Madrid' },
  windows,
  durationMinutes: 90,
  courts: courts.map(({ busy = [], slots = [] }, index) => ({
    court: { id: index + 1, name: `Pista ${index + 1}` },
    busy: busy.map(([from, until]) => range(from, until)),
    slots: slots.map(([from, until]) => slot(from, until)),
  })),
});
const kinds = (grid: ReturnType<typeof gridOf>, row = 0) => grid.rows[row]?.cells.map(({ kind }) => kind);

describe('the grid of a club’s day', () => {
  it('has a column for each half hour from opening to closing', () => {
    const { columns, span } = gridOf(day([{}]), at(0));
    expect(columns.map(({ time }) => time)).toEqual([
      '09:00',
      '09:30',
      '10:00',
      '10:30',
      '11:00',
      '11:30',
      '12:00',
      '12:30',
    ]);
    expect(span).toBe(3);
  });

  it('tells a start from what is merely free and from what is taken', () => {
    const grid = gridOf(day([{ slots: [[9, 10.5]], busy: [[10.5, 12]] }]), at(0));
    expect(kinds(grid)).toEqual(['start', 'free', 'free', 'taken', 'taken', 'taken', 'free', 'free']);
  });

  it('sends court, day, time and length with a start', () => {
    const [first] = gridOf(day([{ slots: [[9, 10.5]] }]), at(0)).rows[0]?.cells ?? [];
    expect(first).toEqual({
      kind: 'start',
      value: '1 2027-03-10 09:00 90',
      priceMinor: 3000,
      endTime: '10:30',
    });
  });

  it('leaves the break between two openings closed', () => {
    const grid = gridOf(day([{}], [range(9, 10), range(11, 12)]), at(0));
    expect(kinds(grid)).toEqual(['free', 'free', 'closed', 'closed', 'free', 'free']);
  });

  it('shows what is past as taken and marks the present', () => {
    const grid = gridOf(day([{}]), at(10.25));
    expect(kinds(grid)?.slice(0, 4)).toEqual(['taken', 'taken', 'taken', 'free']);
    expect(grid.nowColumn).toBe(2);
  });

  it('is empty on a day the club does not open', () => {
    expect(gridOf(day([{}], []), at(0))).toMatchObject({ columns: [], nowColumn: null });
  });
});
