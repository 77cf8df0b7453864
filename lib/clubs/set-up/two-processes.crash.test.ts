import { setTimeout as rest } from 'node:timers/promises';
import { and, eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db, transaction } from '@/db';
import { priceRules } from '@/db/schema';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import { inDays } from '@/test/bookings';
import { makeClub, makeCourt, makeStaff, makeUser, personContext } from '@/test/factories';
import { useOtherProcess } from '@/test/other-process/use';
import { VERBS } from '@/test/other-process/verbs';
import { useSandbox } from '@/test/sandbox';
import { priceRulesSchema, setPriceRules } from './set-price-rules';

useSandbox({ providers: ['redis'] });
const other = useOtherProcess();

const ROUNDS = 40;
const WITHIN_MS = 1_000;
const date = inDays(3);

async function managed() {
  const { id } = await makeClub({ opensMinute: 9 * 60, closesMinute: 21 * 60 });
  const court = await makeCourt({ clubId: id });
  const person = await makeUser();
  await makeStaff(person.id, id, 'manager');
  dropCatalogue();
  const ctx = personContext(person, { staff: [{ clubId: id, role: 'manager' }] });
  const set = (revision: number, perHour: string) => {
    const rule = { name: { es: 'Tarifa', en: 'Rate' }, price_per_hour: perHour };
    return setPriceRules(ctx, String(id), priceRulesSchema.parse({ revision, rules: [rule] }));
  };
  const sold = () => other().call('pricesOn', court.id, date, 60);
  return { clubId: id, court, set, sold };
}

/** How long until the other process sells by this price. */
async function untilSold(sold: () => Promise<number[]>, priceMinor: number): Promise<number> {
  const startedAt = performance.now();
  while (!(await sold()).includes(priceMinor)) await rest(5);
  return performance.now() - startedAt;
}

test('spec: test_data_synchronization — another process sells by new prices within a second of each change', async () => {
  const { court, set, sold } = await managed();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await set(round, `${20 + round}.00`);
    times.push(await untilSold(sold, (20 + round) * 100));
  }
  const [p95 = Number.POSITIVE_INFINITY] = times.toSorted((a, b) => b - a).slice(Math.floor(ROUNDS * 0.05));
  expect(p95).toBeLessThanOrEqual(WITHIN_MS);
  const player = await makeUser();
  const wish = { courtId: court.id, date, startTime: '10:00', durationMinutes: 60 };
  const held = await other().call('hold', player, { ...wish, participants: [], extras: [] });
  expect(held.priceMinor).toBe((20 + ROUNDS - 1) * 100);
});

const HOLDS = 40;

test('what two processes list they can hold, for that price or a newer one, while the prices change', async () => {
  const { clubId, court, set } = await managed();
  const beside = await makeCourt({ clubId });
  const players = await Promise.all(Array.from({ length: 2 * HOLDS }, () => makeUser()));
  let round = 0;
  let isOver = false;
  // A price only rises, so that an older one gives itself away.
  const changing = (async () => {
    for (; !isOver; round += 1) await set(round, `${31 + round}.00`);
  })();
  /** Each process has a court of its own, so that none takes the other's start. */
  const holding = async (holdFirst: typeof VERBS.holdFirst, own: typeof players, courtId: number) => {
    const all: Awaited<ReturnType<typeof holdFirst>>[] = [];
    for (const [day, player] of own.entries()) {
      all.push(await holdFirst(player, courtId, inDays(2 + (day % 25))));
    }
    return all;
  };
  const theirs: typeof VERBS.holdFirst = (...args) => other().call('holdFirst', ...args);
  const held = await Promise.all([
    holding(VERBS.holdFirst, players.slice(HOLDS), court.id),
    holding(theirs, players.slice(0, HOLDS), beside.id),
  ]);
  isOver = true;
  await changing;
  for (const all of held) {
    const prices = all.flatMap(({ listedMinor, heldMinor }) => [listedMinor, heldMinor]);
    expect(prices).toEqual(prices.toSorted((a, b) => a - b));
    expect(new Set(prices).size).toBeGreaterThan(3);
  }
});

test('without the notification of the database it does not hear of the change', async () => {
  const { clubId, court, set, sold } = await managed();
  await set(0, '20.00');
  await untilSold(sold, 2000);
  await transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.update(priceRules).set({ pricePerHourMinor: 9900 }).where(eq(priceRules.clubId, clubId));
  });
  await rest(WITHIN_MS);
  expect(await sold()).toEqual([2000]);
  const player = await makeUser();
  expect(await other().call('holdFirst', player, court.id, date)).toEqual({
    listedMinor: 2000,
    heldMinor: 2000,
  });
  const changed = and(eq(priceRules.clubId, clubId), eq(priceRules.pricePerHourMinor, 9900));
  expect(await db().$count(priceRules, changed)).toBeGreaterThan(0);
});
