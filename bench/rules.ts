/** How soon another process sells by new prices: `npx tsx bench/rules.ts [--rounds 200]`. */
import { setTimeout as rest } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { closeDatabase } from '@/db';
import { priceRulesSchema, setPriceRules } from '@/lib/clubs/set-up/set-price-rules';
import { addDays, localDateOf } from '@/lib/core/time';
import { SANDBOX_KEYS } from '@/sandbox/providers';
import { startSandbox } from '@/sandbox/start';
import { makeClub, makeCourt, makeStaff, makeUser, personContext } from '@/test/factories';
import { type OtherProcess, startOtherProcess } from '@/test/other-process/start';
import { judge, percentileOf, print } from './measure';
import { withOwnDatabase } from './own-database';
import { runBench } from './run-bench';

/** No job runs in this bench. */
const NOWHERE = 'http://localhost:3000';
const MOST_P95_MS = 1_000;
/** Each round has a price of its own, from here on. */
const FIRST_EUROS = 20;

const argumentsSchema = z.object({ rounds: z.coerce.number().int().min(20).max(1000).default(200) });

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { rounds: { type: 'string' } } });
  const { rounds } = argumentsSchema.parse(values);
  await withOwnDatabase('rules', async (databaseUrl) => {
    const sandbox = await startSandbox({ providers: ['redis', 'inngest'], appUrl: NOWHERE });
    // biome-ignore lint/style/noProcessEnv: this process changes what the other one sells
    Object.assign(process.env, SANDBOX_KEYS, sandbox.env, {
      DATABASE_URL: databaseUrl,
      EMAIL_FROM: 'Pista <hola@pista.test>',
      LOG_LEVEL: 'error',
      NEXTAUTH_SECRET: 'a-secret-that-only-benches-know-0123456789',
      NEXTAUTH_URL: NOWHERE,
    });
    const other = await startOtherProcess();
    try {
      report(await changePrices(other, rounds));
    } finally {
      other.stop();
      await closeDatabase();
      await sandbox.close();
    }
  });
}

/** The milliseconds from each call that changes a price to the other process selling by it. */
async function changePrices(other: OtherProcess, rounds: number): Promise<number[]> {
  const { id, timeZone } = await makeClub();
  const [court, person] = await Promise.all([makeCourt({ clubId: id }), makeUser()]);
  await makeStaff(person.id, id, 'manager');
  const ctx = personContext(person, { staff: [{ clubId: id, role: 'manager' }] });
  const date = addDays(localDateOf(Date.now(), timeZone), 2);
  const sold = () => other.call('pricesOn', court.id, date, 60);
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const euros = FIRST_EUROS + round;
    const rules = [{ name: { es: 'Tarifa', en: 'Rate' }, price_per_hour: `${euros}.00` }];
    const startedAt = performance.now();
    await setPriceRules(ctx, String(id), priceRulesSchema.parse({ revision: round, rules }));
    while (!(await sold()).includes(euros * 100)) await rest(1);
    times.push(performance.now() - startedAt);
  }
  return times;
}

function report(times: readonly number[]): void {
  const [p50, p95] = [percentileOf(times, 50), percentileOf(times, 95)];
  print(
    `rules: ${times.length} changes, sold by another process p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms`,
  );
  judge(`sold within ${MOST_P95_MS} ms at p95`, p95 <= MOST_P95_MS, `${p95.toFixed(0)} ms`);
}

await runBench(main);
