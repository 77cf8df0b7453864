import type { PriceRule } from '@/lib/catalogue/price';
import { changedPrices } from '@/lib/clubs/set-up/compare-prices';
import { judge, median, print } from './measure';
import { runBench } from './run-bench';

const TARGET_MS = 100;
const COURTS = 12;
const ROUNDS = 15;

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const courts = Array.from({ length: COURTS }, (_, index) => ({ id: index + 1, retiresOn: null }));
const club = {
  timeZone: 'Europe/Madrid',
  currency: 'EUR',
  holidays: new Set(['2026-11-02']),
  courts,
  durationsMinutes: [60, 90, 120],
  stepMinutes: 30,
  openingHours: everyDay.map((weekday) => ({
    weekday,
    opensMinute: 480,
    closesMinute: 1380,
    validFrom: null,
    validUntil: null,
  })),
  specialDays: [],
};
const now = Date.UTC(2026, 9, 20, 5);

const rule = (id: number, pricePerHourMinor: number, conditions: Partial<PriceRule> = {}): PriceRule => ({
  id,
  name: { es: 'Tarifa', en: 'Rate' },
  courtIds: null,
  weekdays: null,
  fromMinute: null,
  untilMinute: null,
  seasonFrom: null,
  seasonUntil: null,
  onHolidays: null,
  durationsMinutes: null,
  category: null,
  pricePerHourMinor,
  ...conditions,
});

/** Ten rules, and one for each court besides, so that no two courts are alike. */
const listOf = (more: number): PriceRule[] => [
  ...courts.map(({ id }) =>
    rule(100 + id, 3000 + more, { courtIds: [id], weekdays: [6], fromMinute: 600, untilMinute: 840 }),
  ),
  rule(1, 3200 + more, { onHolidays: true }),
  ...[1, 2, 3, 4, 5, 6, 7].map((day) =>
    rule(1 + day, 2800 + 10 * day + more, { weekdays: [day], fromMinute: 1080, untilMinute: 1290 }),
  ),
  rule(9, 2200 + more, { fromMinute: 840, untilMinute: 1020 }),
  rule(10, 2400 + more),
];
const [before, after] = [listOf(0), listOf(100)];

/** A new club object each time, because the days of one are remembered. */
function once(): { ms: number; cells: number } {
  const asked = { ...club };
  const began = performance.now();
  const cells = changedPrices(asked, { before, after }, now);
  return { ms: performance.now() - began, cells: cells.length };
}

async function main(): Promise<void> {
  const rounds = Array.from({ length: ROUNDS }, once);
  const times = rounds.map(({ ms }) => ms);
  const [cold] = rounds;
  print(
    `${cold?.cells} starts change in 14 days of ${COURTS} courts, none alike, with ${before.length} rules`,
  );
  print(
    `  median ${median(times).toFixed(1)} ms, first ${cold?.ms.toFixed(1)} ms, worst ${Math.max(...times).toFixed(1)} ms`,
  );
  judge(`median at most ${TARGET_MS} ms`, median(times) <= TARGET_MS, `${median(times).toFixed(1)} ms`);
}

await runBench(main);
