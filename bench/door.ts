/** The overhead of a provider call's limits: `npx tsx bench/door.ts`. */
import { SANDBOX_KEYS } from '@/sandbox/providers';
import { judge, median, print } from './measure';
import { runBench } from './run-bench';

const TARGET_MICROS = 50;
const CALLS = 20_000;
const ROUNDS = 7;

// biome-ignore lint/style/noProcessEnv: a bench sets up its own environment; nothing listens at these addresses
Object.assign(process.env, SANDBOX_KEYS, {
  DATABASE_URL: 'postgres://127.0.0.1:1/none',
  UPSTASH_REDIS_REST_URL: 'http://127.0.0.1:1',
  NEXTAUTH_URL: 'http://localhost:3000',
  NEXTAUTH_SECRET: 'a-secret-that-only-benches-know-0123456789',
  EMAIL_FROM: 'Pista <hola@pista.test>',
  LOG_LEVEL: 'silent',
});

async function main(): Promise<void> {
  const { call } = await import('@/lib/services/call/call');
  const work = async () => 1;
  const bare = () => work();
  const guarded = () => call('payment', 'bench', work);
  await microsPerCall(guarded);
  await microsPerCall(bare);

  const differences: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const without = await microsPerCall(bare);
    differences.push((await microsPerCall(guarded)) - without);
  }
  const micros = median(differences);
  const range = `${Math.min(...differences).toFixed(1)} to ${Math.max(...differences).toFixed(1)}`;
  print(
    `door: a call costs ${micros.toFixed(1)} µs more than without (${range} over ${ROUNDS} rounds of ${CALLS})`,
  );
  judge(`at most ${TARGET_MICROS} µs a call`, micros <= TARGET_MICROS, `${micros.toFixed(1)} µs`);
}

async function microsPerCall(once: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  for (let done = 0; done < CALLS; done += 1) await once();
  return ((performance.now() - startedAt) * 1000) / CALLS;
}

await runBench(main);
