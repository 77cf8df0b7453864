import { describe, expect, test } from 'vitest';
import type { BoardLine } from '@/components/planner/board-line';
import { scaleFrom } from '@/components/planner/board-scale';
import type { BoardItem } from '@/lib/desk/board-item';
import { boardView } from './board-view';
import type { ItemView } from './item-view';

const ZONE = 'Europe/Madrid';
const at = (time: string) => Date.parse(`2026-12-01T${time}:00+01:00`);

const item = (id: string, from: string, until: string) =>
  ({ id, status: 'confirmed', startsAt: at(from), endsAt: at(until) }) as BoardItem;

const lineWith = (...items: BoardItem[]): BoardLine => ({
  court: { id: 3 } as BoardLine['court'],
  date: '2026-12-01',
  title: 'Pista 3',
  note: 'Cubierta',
  windows: [{ startsAt: at('08:30'), endsAt: at('12:00') }],
  items,
  scale: scaleFrom(at('08:00'), at('12:00'), ZONE),
  load: null,
});

const draw = (line: BoardLine, more: Partial<Parameters<typeof boardView>[1]> = {}) =>
  boardView([line], {
    club: { stepMinutes: 30, timeZone: ZONE },
    views: new Map(line.items.map(({ id }) => [id, { id } as ItemView])),
    gapHref: ({ date }) => `/es/planner?date=${date}&new=`,
    slot: null,
    now: at('07:00'),
    locale: 'es',
    ...more,
  });

describe('a court as it is drawn', () => {
  test('has what is booked and what is free in the order of time', () => {
    const [line] = draw(lineWith(item('b', '10:00', '11:30'), item('a', '08:30', '09:00'))).lines;
    expect(line?.pieces).toEqual([
      { at: 7, len: 6, item: { id: 'a' } },
      { at: 13, len: 12, gap: { startsAt: at('09:00'), span: '09:00–10:00', start: '09:00' } },
      { at: 25, len: 18, item: { id: 'b' } },
      { at: 43, len: 6, gap: { startsAt: at('11:30'), span: '11:30–12:00', start: '11:30' } },
    ]);
    expect(line).toMatchObject({
      closed: [{ at: 1, len: 6 }],
      share: { text: '57\u00a0%', percent: 57 },
      gapHref: '/es/planner?date=2026-12-01&new=3T',
    });
  });

  test('has no free gaps for whoever may not book', () => {
    const [line] = draw(lineWith(item('a', '08:30', '09:00')), { gapHref: null }).lines;
    expect(line?.pieces).toEqual([{ at: 7, len: 6, item: { id: 'a' } }]);
    expect(line?.gapHref).toBeNull();
  });

  test('shows now on its day alone, and a gap that has begun is booked from the step before now', () => {
    expect(draw(lineWith()).now).toBeNull();
    const today = draw(lineWith(), { now: at('09:40') });
    expect(today.now).toEqual({ at: 21, time: '09:40' });
    expect(today.lines[0]?.pieces).toMatchObject([{ gap: { start: '09:30' } }]);
  });

  test('marks the place that is being booked on its court', () => {
    const slot = { courtId: 3, startsAt: at('09:00'), endsAt: at('10:30') };
    expect(draw(lineWith(), { slot }).lines[0]?.fresh).toEqual({ at: 13, len: 18 });
    expect(draw(lineWith(), { slot: { ...slot, courtId: 4 } }).lines[0]?.fresh).toBeNull();
  });
});
