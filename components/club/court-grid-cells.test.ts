import { describe, expect, it } from 'vitest';
import { instantsOf } from '@/lib/core/time';
import { gridOf, type Piece, withChosen } from './court-grid-cells';

const DATE = '2027-03-10';
const at = (hours: number) => instantsOf(DATE, hours * 60, 'Europe/Madrid')[0] ?? Number.NaN;
const range = (from: number, until: number) => ({ startsAt: at(from), endsAt: at(until) });
const slot = (from: number, until: number) => ({ ...range(from, until), priceMinor: 3000 });

type Court = { busy?: [number, number][]; slots?: [number, number][] };

/** A club open from 9 to 13 with these busy times and prices. */
const day = (courts: Court[], windows = [range(9, 13)]) => ({
  club: { stepMinutes: 30, timeZone: 'Europe/Madrid' },
  windows,
  durationMinutes: 90,
  courts: courts.map(({ busy = [], slots = [] }, index) => ({
    court: { id: index + 1 },
    busy: busy.map(([from, until]) => range(from, until)),
    slots: slots.map(([from, until]) => slot(from, until)),
  })),
});
const told = (piece: Piece) => ('span' in piece ? `${piece.kind} ${piece.span}` : piece.kind);
const piecesOf = (grid: ReturnType<typeof gridOf>) => grid.rows[0]?.pieces.map(told);

describe('the grid of a club’s day', () => {
  it('has a column for each half hour from opening to closing', () => {
    const { columns, span } = gridOf(day([{}]), at(0));
    expect(columns.map(({ time }) => time).join(' ')).toBe('09:00 09:30 10:00 10:30 11:00 11:30 12:00 12:30');
    expect(columns[0]?.endTime).toBe('10:30');
    expect(span).toBe(3);
  });

  it('tells a start from what is merely free and from what is taken', () => {
    const grid = gridOf(day([{ slots: [[9, 10.5]], busy: [[10.5, 12]] }]), at(0));
    expect(piecesOf(grid)).toEqual(['start', 'gap', 'gap', 'taken 3', 'gap', 'gap']);
  });

  it('draws each booking as one piece, also beside another', () => {
    const busy: [number, number][] = [
      [9, 10.5],
      [10.5, 11.5],
    ];
    expect(piecesOf(gridOf(day([{ busy }]), at(0)))).toEqual(['taken 3', 'taken 2', 'gap', 'gap', 'gap']);
  });

  it('sends court, day, time and length with a start', () => {
    const [first] = gridOf(day([{ slots: [[9, 10.5]] }]), at(0)).rows[0]?.pieces ?? [];
    expect(first).toEqual({ kind: 'start', value: '1 2027-03-10 09:00 90', priceMinor: 3000, column: 0 });
  });

  it('leaves the break between two openings closed', () => {
    const grid = gridOf(day([{}], [range(9, 10), range(11, 12)]), at(0));
    expect(piecesOf(grid)).toEqual(['gap', 'gap', 'closed 2', 'gap', 'gap']);
  });

  it('begins with the present', () => {
    const { columns } = gridOf(day([{}]), at(10.25));
    expect(columns[0]?.time).toBe('10:00');
    expect(columns).toHaveLength(6);
  });

  it('is empty on a day the club does not open', () => {
    expect(gridOf(day([{}], []), at(0)).columns).toEqual([]);
  });
});

describe('a chosen start', () => {
  const slots: [number, number][] = [
    [9, 10.5],
    [9.5, 11],
    [11.5, 13],
  ];
  const pieces = () => gridOf(day([{ slots }]), at(0)).rows[0]?.pieces ?? [];
  const spans = (chosen: string | null) => withChosen(pieces(), chosen, 3).map(({ span }) => span);

  it('covers its whole booking, and the row stays as long as it was', () => {
    expect(spans(null)).toEqual([1, 1, 1, 1, 1, 1, 1, 1]);
    expect(spans('1 2027-03-10 09:00 90')).toEqual([3, 1, 1, 1, 1, 1]);
    expect(spans('1 2027-03-10 11:30 90')).toEqual([1, 1, 1, 1, 1, 3]);
  });

  it('does not grow over a booking', () => {
    const row = gridOf(day([{ slots: [[9, 10.5]], busy: [[10, 11]] }]), at(0)).rows[0]?.pieces ?? [];
    expect(withChosen(row, '1 2027-03-10 09:00 90', 3).map(({ span }) => span)).toEqual([2, 2, 1, 1, 1, 1]);
  });
});
