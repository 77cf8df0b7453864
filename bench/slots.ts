import { addDays } from '@/lib/core/time';
import { type Busy, listStartsByDuration, type SlotRules } from '@/lib/availability/slots';
import { judge, medianMs, print } from './measure';
import { runBench } from './run-bench';

const TARGET_MS = 3;
const COURTS = 20;
const DAYS = 14;
const BOOKINGS = 500;
const ROUNDS = 300;
const FIRST_DATE = '2026-10-19';
const HOUR_MS = 3_600_000;
const CELL_MS = HOUR_MS / 2;
const CELLS = 30;
const LENGTHS_IN_CELLS = [2, 3, 4];

const rules: SlotRules = {
  timeZone: 'Europe/Madrid',
  durationsMinutes: [60, 90, 120],
  stepMinutes: 30,
  leadMinutes: 0,
  horizonDays: 28,
  gapRule: true,
  releaseMinute: null,
  publishedAt: new Date(0),
  salesPausedAt: null,
  categories: [],
  openingHours: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
    weekday,
    opensMinute: 480,
    closesMinute: 1380,
    validFrom: null,
    validUntil: null,
  })),
  specialDays: [],
};
const now = Date.UTC(2026, 9, 12, 9);
const dates = Array.from({ length: DAYS }, (_, day) => addDays(FIRST_DATE, day));
/** 08:00 in Madrid, worked out by hand. Clocks go back on 25 October, the seventh of these days. */
const openings = dates.map((_, day) => Date.UTC(2026, 9, 19 + day, day < 6 ? 6 : 7));

/** Mulberry32, for the same workload in every run. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function makeWorkload(): Busy[][] {
  const random = seededRandom(20_261_025);
  const upTo = (count: number) => Math.floor(random() * count);
  const courts: Busy[][] = Array.from({ length: COURTS }, () => []);
  let made = 0;
  while (made < BOOKINGS) {
    const length = 2 + upTo(3);
    const startsAt = (openings[upTo(DAYS)] ?? 0) + upTo(CELLS - length + 1) * CELL_MS;
    const slot = { startsAt, endsAt: startsAt + length * CELL_MS };
    const court = courts[upTo(COURTS)];
    if (!court || court.some((busy) => busy.startsAt < slot.endsAt && slot.startsAt < busy.endsAt)) continue;
    court.push(slot);
    made += 1;
  }
  return courts;
}

function byEngine(courts: readonly Busy[][]): number[][][][] {
  return courts.map((busy) =>
    dates.map((date) => listStartsByDuration(rules, busy, date, rules.durationsMinutes, now)),
  );
}

/**
 * One bit for each half hour, court and day, and for each duration the bits at which it can start, gap rule included.
 */
function byBitMask(courts: readonly Busy[][]): number[][][] {
  return courts.map((busy) => {
    const free = new Array<number>(DAYS).fill(2 ** CELLS - 1);
    for (const { startsAt, endsAt } of busy) {
      const day = openings.findLastIndex((opening) => opening <= startsAt);
      const first = (startsAt - (openings[day] ?? 0)) / CELL_MS;
      const bits = (2 ** ((endsAt - startsAt) / CELL_MS) - 1) << first;
      free[day] = (free[day] ?? 0) & ~bits;
    }
    return free.map((cells) => LENGTHS_IN_CELLS.map((length) => startBits(cells, length)));
  });
}

/** The shortest duration is two cells, so only a single free cell is a gap nobody can book. */
function startBits(free: number, length: number): number {
  let fits = free;
  for (let cell = 1; cell < length; cell += 1) fits &= free >> cell;
  const freeBefore = free << 1;
  const freeAfter = free >> length;
  const singleBefore = freeBefore & ~(free << 2);
  const singleAfter = freeAfter & ~(free >> (length + 1));
  return fits & ~((singleBefore & freeAfter) | (singleAfter & freeBefore));
}

function startsOfBits(bits: number, openedAt: number): number[] {
  const cells = Array.from({ length: CELLS }, (_, cell) => cell);
  return cells.filter((cell) => (bits >> cell) & 1).map((cell) => openedAt + cell * CELL_MS);
}

async function main(): Promise<void> {
  const courts = makeWorkload();
  const coldStartedAt = performance.now();
  const found = byEngine(courts);
  const coldMs = performance.now() - coldStartedAt;
  const expected = byBitMask(courts).map((days) =>
    days.map((lengths, day) => lengths.map((bits) => startsOfBits(bits, openings[day] ?? 0))),
  );
  const same = JSON.stringify(found) === JSON.stringify(expected);
  const engineMs = await medianMs(ROUNDS, async () => byEngine(courts));
  const bitMaskMs = await medianMs(ROUNDS, async () => byBitMask(courts));

  print(
    `slots: ${COURTS} courts × ${DAYS} days × ${BOOKINGS} bookings, 60/90/120 min, gap rule on, Europe/Madrid`,
  );
  print(
    `  engine    ${engineMs.toFixed(3)} ms   (median of ${ROUNDS}; first run of the process ${coldMs.toFixed(1)} ms)`,
  );
  print(`  bit mask  ${bitMaskMs.toFixed(3)} ms   (what a machine can do that knows nothing of time)`);
  print(`  ratio     ${(engineMs / bitMaskMs).toFixed(1)} ×`);
  judge('the same starts in both', same, `${found.flat(3).length} starts`);
  judge(`under ${TARGET_MS} ms`, engineMs < TARGET_MS, `${engineMs.toFixed(2)} ms`);
}

await runBench(main);
