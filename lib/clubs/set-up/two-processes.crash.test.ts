import { setTimeout as rest } from 'node:timers/promises';
import { and, eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db, transaction } from '@/db';
import { priceRules } from '@/db/schema';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import { inDays } from '@/test/bookings';
import { makeClub, makeCourt, makeStaff, makeUser, personContext } from '@/test/factories';
import { useOtherProcess } from '@/test/other-process/use';
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

test('without the notification of the database it does not hear of the change', async () => {
  const { clubId, set, sold } = await managed();
  await set(0, '20.00');
  await untilSold(sold, 2000);
  await transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.update(priceRules).set({ pricePerHourMinor: 9900 }).where(eq(priceRules.clubId, clubId));
  });
  await rest(WITHIN_MS);
  expect(await sold()).toEqual([2000]);
  const changed = and(eq(priceRules.clubId, clubId), eq(priceRules.pricePerHourMinor, 9900));
  expect(await db().$count(priceRules, changed)).toBeGreaterThan(0);
});
