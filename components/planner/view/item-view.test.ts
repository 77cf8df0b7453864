import { createTranslator } from 'next-intl';
import { describe, expect, test } from 'vitest';
import type { BoardItem } from '@/lib/desk/board-item';
import messages from '@/messages/es.json';
import { type Drawing, itemViews } from './item-view';

const NOW = Date.parse('2026-12-01T12:00:00Z');
const hour = (hours: number) => NOW + hours * 3_600_000;

const paid: BoardItem = {
  id: '5f0c3f4e-7a54-4a6e-9d51-0f8c8f0f3a11',
  courtId: 3,
  kind: 'booking',
  status: 'confirmed',
  channel: 'online',
  startsAt: hour(2),
  endsAt: hour(3.5),
  holdExpiresAt: null,
  revision: 1,
  title: null,
  note: null,
  locked: false,
  checkedInAt: null,
  customerId: null,
  userId: null,
  customerName: 'Ana Ruiz',
  customerPhone: null,
  players: [],
  isUntold: false,
  seriesId: null,
  priceMinor: 3600,
  paidMinor: 3600,
  owedMinor: 0,
  currency: 'EUR',
};

/** A club that is open at these minutes of every day. */
const open = (opensMinute: number, closesMinute: number): Drawing['hours'] => ({
  timeZone: 'Europe/Madrid',
  openingHours: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
    weekday,
    opensMinute,
    closesMinute,
    validFrom: null,
    validUntil: null,
  })),
  specialDays: [],
});

const drawing: Drawing = {
  filter: null,
  allFixed: null,
  hours: open(0, 1440),
  now: NOW,
  words: {
    t: createTranslator({ locale: 'es', messages, namespace: 'board' }),
    locale: 'es',
    timeZone: 'Europe/Madrid',
  },
};

const viewOf = (changes: Partial<BoardItem>, more: Partial<Drawing> = {}) =>
  itemViews([{ ...paid, ...changes }], { ...drawing, ...more })[0];

describe('an item as it is drawn', () => {
  test('is read at the wall time of the club, and says nothing that it does not have', () => {
    expect(viewOf({})).toEqual({
      id: paid.id,
      courtId: 3,
      kind: 'online',
      state: 'paid',
      name: 'Ana Ruiz',
      from: '15:00',
      until: '16:30',
      startsAt: paid.startsAt,
      endsAt: paid.endsAt,
      revision: 1,
      priceMinor: 3600,
      isSold: true,
      lateFrom: hour(2) + 600_000,
      lateUntil: paid.endsAt,
    });
  });

  test('says what is owed, who is here, and every mark', () => {
    const arrived = { name: 'Leo', userId: null, checkedInAt: NOW };
    expect(
      viewOf({
        startsAt: hour(-2),
        endsAt: hour(-1),
        paidMinor: 0,
        owedMinor: 3600,
        note: 'Luz',
        locked: true,
        isUntold: true,
        checkedInAt: NOW,
        players: [arrived, { ...arrived, checkedInAt: null }],
      }),
    ).toMatchObject({
      state: 'owed',
      owed: '36,00\u00a0€',
      players: '2 jugadores, 1 ha llegado',
      note: 'Luz',
      fixed: 'locked',
      isPast: true,
      isLocked: true,
      isUntold: true,
      hasArrived: true,
    });
  });

  test('says when it is late only where that may come while the page is open', () => {
    expect(viewOf({ startsAt: hour(30), endsAt: hour(31) })).not.toHaveProperty('lateFrom');
    expect(viewOf({ startsAt: hour(-3), endsAt: hour(-2) })).not.toHaveProperty('lateFrom');
    expect(viewOf({ startsAt: hour(-1), endsAt: hour(1) })).toMatchObject({
      lateFrom: hour(-1) + 600_000,
      isLate: true,
    });
  });

  test('of a hold says how long it runs, and is drawn back by another filter', () => {
    expect(viewOf({ status: 'pending', holdExpiresAt: NOW + 90_000 }, { filter: 'paid' })).toMatchObject({
      kind: 'held',
      holdLeftMs: 90_000,
      fixed: 'held',
      isFiltered: true,
    });
  });

  test('has plain members alone, by which it is seen that nothing changed', () => {
    const all = viewOf({ note: 'Luz', locked: true, holdExpiresAt: NOW, players: [] });
    expect(Object.values(all ?? {}).filter((value) => typeof value === 'object')).toEqual([]);
  });
});

test('an item that lies outside the hours of its club says so until it is over, but a block does not', () => {
  const hours = open(9 * 60, 16 * 60);
  expect(viewOf({}, { hours })?.isOutside).toBe(true);
  expect(viewOf({ startsAt: hour(1), endsAt: hour(2) }, { hours })?.isOutside).toBeUndefined();
  expect(viewOf({ startsAt: hour(-6), endsAt: hour(-5) }, { hours })?.isOutside).toBeUndefined();
  expect(viewOf({ kind: 'block' }, { hours })?.isOutside).toBeUndefined();
});
