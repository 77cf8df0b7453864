import { expect, test } from 'vitest';
import type { PriceLine } from '@/db/schema/reservations';
import { roundMoney } from '@/lib/core/money';
import { addDays, clockChangesBetween, localDateOf, MINUTE_MS } from '@/lib/core/time';
import { fc } from '@/test/fast-check';
import { momentsOf, type PricedSlot, type PriceRule, priceSlot, pricesWithin } from './price';

const YEARS = [Date.UTC(2026, 0, 1), Date.UTC(2030, 0, 1)] as const;
const NO_CHANGE = [Date.UTC(2026, 11, 31, 23), Date.UTC(2028, 1, 29, 12), Date.UTC(2028, 5, 14, 17)] as const;

const timeZone = fc.constantFrom(
  'Europe/Madrid',
  'Europe/London',
  'America/New_York',
  'America/Mexico_City',
  'Australia/Lord_Howe',
);
const quarter = fc.option(fc.integer({ min: 0, max: 96 }).map((count) => count * 15));
const daysAway = fc.option(fc.integer({ min: -3, max: 3 }));
const ruleNear = (date: string, id: number) =>
  fc
    .record({
      courtIds: fc.option(fc.subarray([1, 2])),
      weekdays: fc.option(fc.subarray([1, 2, 3, 4, 5, 6, 7])),
      fromMinute: quarter,
      untilMinute: quarter,
      seasonFrom: daysAway.map((days) => (days === null ? null : addDays(date, days))),
      seasonUntil: daysAway.map((days) => (days === null ? null : addDays(date, days))),
      onHolidays: fc.constantFrom(null, null, null, null, true, false),
      durationsMinutes: fc.oneof(
        { weight: 5, arbitrary: fc.constant(null) },
        fc.subarray([60, 90, 120], { minLength: 1 }),
      ),
      category: fc.option(fc.constant('member')),
      pricePerHourMinor: fc.integer({ min: 0, max: 9999 }),
    })
    .map((rule): PriceRule => ({ id, name: { es: `Tarifa ${id}`, en: `Rate ${id}` }, ...rule }));

/** A slot within six hours of a clock change, a year's end or a leap day, and rules around its date. */
const situation = timeZone
  .chain((zone) =>
    fc.record({
      zone: fc.constant(zone),
      moment: fc.constantFrom(...clockChangesBetween(...YEARS, zone), ...NO_CHANGE),
      shiftMinutes: fc.integer({ min: -360, max: 360 }),
      lengthMinutes: fc.oneof(fc.constantFrom(60, 90, 120), fc.integer({ min: 2, max: 240 })),
      holidaysAway: fc.subarray([-1, 0, 1]),
      category: fc.option(fc.constant('member')),
    }),
  )
  .chain(({ zone, moment, shiftMinutes, lengthMinutes, holidaysAway, category }) => {
    const startsAt = moment + shiftMinutes * MINUTE_MS;
    const date = localDateOf(startsAt, zone);
    const slot: PricedSlot = {
      courtId: 1,
      category,
      startsAt,
      endsAt: startsAt + lengthMinutes * MINUTE_MS,
      timeZone: zone,
      currency: 'EUR',
      holidays: new Set(holidaysAway.map((days) => addDays(date, days))),
    };
    return fc.record({
      slot: fc.constant(slot),
      rules: fc
        .tuple(ruleNear(date, 1), ruleNear(date, 2), ruleNear(date, 3), ruleNear(date, 4))
        .chain((rules) => fc.subarray(rules)),
      cutAfterMinutes: fc.integer({ min: 1, max: lengthMinutes - 1 }),
    });
  });

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What the browser's own clock shows in a zone, without the zone arithmetic of the program. */
function wallOf(ms: number, zone: string): { date: string; minute: number } {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'short',
      hourCycle: 'h23',
    });
  clocks.set(zone, clock);
  const [, date = '', hour, minute] = /^(\d{4}-\d\d-\d\d) (\d\d):(\d\d)$/.exec(clock.format(ms)) ?? [];
  return { date, minute: Number(hour) * 60 + Number(minute) };
}

const weekdayIn = (date: string) => new Date(date).getUTCDay() || 7;
const dayBefore = (date: string) => new Date(Date.parse(date) - 86_400_000).toISOString().slice(0, 10);

/** The rule of one minute, found without cutting the slot. */
function ruleOfMinute(rules: readonly PriceRule[], slot: PricedSlot, ms: number): PriceRule | undefined {
  const { date, minute } = wallOf(ms, slot.timeZone);
  return rules.find((rule) => {
    const from = rule.fromMinute ?? 0;
    const until = rule.untilMinute ?? 1440;
    const overMidnight = until <= from;
    const began = overMidnight && minute < from ? dayBefore(date) : date;
    return (
      (rule.courtIds === null || rule.courtIds.includes(slot.courtId)) &&
      (rule.category === null || rule.category === slot.category) &&
      (overMidnight ? minute >= from || minute < until : minute >= from && minute < until) &&
      (rule.weekdays === null || rule.weekdays.includes(weekdayIn(began))) &&
      (rule.seasonFrom === null || rule.seasonFrom <= began) &&
      (rule.seasonUntil === null || began <= rule.seasonUntil) &&
      (rule.onHolidays === null ||
        (rule.onHolidays ? slot.holidays.has(began) : !slot.holidays.has(began))) &&
      (rule.durationsMinutes === null ||
        rule.durationsMinutes.some((minutes) => slot.startsAt + minutes * MINUTE_MS === slot.endsAt))
    );
  });
}

const fallback: PriceRule = {
  id: 9,
  name: { es: 'Base', en: 'Base' },
  courtIds: null,
  weekdays: null,
  fromMinute: null,
  untilMinute: null,
  seasonFrom: null,
  seasonUntil: null,
  onHolidays: null,
  durationsMinutes: null,
  category: null,
  pricePerHourMinor: 2000,
};

test('the price is the sum of its minutes, rounded once, and there is none when a minute has none', () => {
  const seen = { priced: 0, clockChange: 0, overMidnight: 0, seasonEdge: 0, holiday: 0 };
  fc.assert(
    fc.property(situation, fc.boolean(), ({ rules: some, slot }, isWhole) => {
      const rules = isWhole ? [...some, fallback] : some;
      let minorMinutes: number | null = 0;
      for (let ms = slot.startsAt; ms < slot.endsAt && minorMinutes !== null; ms += MINUTE_MS) {
        const rule = ruleOfMinute(rules, slot, ms);
        minorMinutes = rule ? minorMinutes + rule.pricePerHourMinor : null;
      }
      const expected = minorMinutes === null ? undefined : roundMoney(minorMinutes / 60, 'EUR');
      expect(priceSlot(rules, slot)?.totalMinor).toBe(expected);
      if (expected === undefined) return;
      const [first, last] = [slot.startsAt, slot.endsAt - MINUTE_MS].map(
        (ms) => wallOf(ms, slot.timeZone).date,
      );
      seen.priced += 1;
      if (clockChangesBetween(slot.startsAt, slot.endsAt, slot.timeZone).length > 0) seen.clockChange += 1;
      if (first !== last) seen.overMidnight += 1;
      if (rules.some((rule) => rule.seasonFrom === last || rule.seasonUntil === first)) seen.seasonEdge += 1;
      if (slot.holidays.has(first ?? '')) seen.holiday += 1;
    }),
    { numRuns: 5_000 },
  );
  expect(Math.min(...Object.values(seen)), JSON.stringify(seen)).toBeGreaterThan(100);
}, 120_000);

const sum = (lines: readonly PriceLine[], of: 'minutes' | 'amountMinor') =>
  lines.reduce((total, line) => total + line[of], 0);

test('the lines of two adjacent slots add up to those of the slot over both', () => {
  fc.assert(
    fc.property(situation, ({ rules, slot, cutAfterMinutes }) => {
      // A rule for lengths sees the two parts as other slots than the whole.
      const all = [...rules.map((rule) => ({ ...rule, durationsMinutes: null })), fallback];
      const between = slot.startsAt + cutAfterMinutes * MINUTE_MS;
      const first = priceSlot(all, { ...slot, endsAt: between });
      const second = priceSlot(all, { ...slot, startsAt: between });
      const parts = [...(first?.lines ?? []), ...(second?.lines ?? [])];
      const whole = priceSlot(all, slot)?.lines ?? [];
      expect(sum(parts, 'minutes')).toBe((slot.endsAt - slot.startsAt) / MINUTE_MS);
      expect(sum(whole, 'minutes')).toBe(sum(parts, 'minutes'));
      expect(sum(whole, 'amountMinor')).toBeCloseTo(sum(parts, 'amountMinor'), 6);
    }),
  );
});

test('prices within a stretch are those of each slot alone', () => {
  let priced = 0;
  fc.assert(
    fc.property(situation, ({ rules, slot, cutAfterMinutes }) => {
      const all = cutAfterMinutes % 2 === 0 ? rules : [...rules, fallback];
      const stretch = {
        startsAt: slot.startsAt - cutAfterMinutes * MINUTE_MS,
        endsAt: slot.endsAt + 360 * MINUTE_MS,
        timeZone: slot.timeZone,
      };
      const priceAt = pricesWithin(all, slot, momentsOf(all, stretch));
      for (const later of [0, 30, 90, 240].map((minutes) => minutes * MINUTE_MS)) {
        const moved = { ...slot, startsAt: slot.startsAt + later, endsAt: slot.endsAt + later };
        const expected = priceSlot(all, moved)?.totalMinor ?? null;
        expect(priceAt(moved.startsAt, moved.endsAt)).toBe(expected);
        if (expected !== null) priced += 1;
      }
    }),
    { numRuns: 5000 },
  );
  expect(priced).toBeGreaterThan(2000);
}, 120_000);
