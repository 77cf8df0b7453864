import { describe, expect, test } from 'vitest';
import { pickStarts } from './pick-starts';

const at = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const everyHalfHour = (from: string, until: string) =>
  Array.from({ length: (at(until) - at(from)) / 30 + 1 }, (_, index) => at(from) + index * 30);
const inWords = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

function picked(starts: number[], asked: Partial<Parameters<typeof pickStarts>[2]> = {}) {
  const parts = pickStarts(starts, (minute) => minute, { minute: null, part: null, ...asked });
  return Object.fromEntries(parts.map(({ part, starts: own }) => [part, own.map(inWords)]));
}

const wholeDay = everyHalfHour('08:00', '22:00');

describe('at any time', () => {
  test('the starts are spread over morning, afternoon and evening', () => {
    expect(picked(wholeDay)).toEqual({
      morning: ['08:00', '12:30'],
      afternoon: ['13:00', '16:00', '19:00'],
      evening: ['19:30', '22:00'],
    });
  });

  test('a part without starts leaves its room to the others', () => {
    expect(picked(everyHalfHour('19:30', '22:30'))).toEqual({
      evening: everyHalfHour('19:30', '22:30').map(inWords),
    });
    expect(picked([at('09:00'), at('20:00')])).toEqual({ morning: ['09:00'], evening: ['20:00'] });
  });

  test('a day with seven starts or fewer shows them all', () => {
    const few = everyHalfHour('16:30', '19:30');
    expect(Object.values(picked(few)).flat()).toEqual(few.map(inWords));
  });

  test('a day without starts shows none', () => {
    expect(picked([])).toEqual({});
  });
});

describe('at an asked time', () => {
  test('it stands among its neighbours, and the other parts are still seen', () => {
    expect(picked(wholeDay, { minute: at('18:00') })).toEqual({
      morning: ['08:00', '12:30'],
      afternoon: ['17:30', '18:00', '18:30'],
      evening: ['19:30', '22:00'],
    });
  });

  test('the nearest stand in for one that is taken', () => {
    const without = wholeDay.filter((minute) => minute !== at('18:00'));
    expect(picked(without, { minute: at('18:00') }).afternoon).toEqual(['17:00', '17:30', '18:30']);
  });
});

describe('at an asked part of the day', () => {
  test('its starts come first, up to all seven', () => {
    expect(picked(wholeDay, { part: 'morning' })).toEqual({
      morning: ['08:00', '09:00', '09:30', '10:30', '11:00', '12:00', '12:30'],
    });
  });

  test('the rest of the day fills up what it lacks', () => {
    const late = everyHalfHour('15:00', '20:30');
    expect(picked(late, { part: 'evening' }).evening).toEqual(['19:30', '20:00', '20:30']);
    expect(Object.values(picked(late, { part: 'evening' })).flat()).toHaveLength(7);
  });
});
