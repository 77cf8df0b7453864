/** The overhead of a provider call's limits: `npx tsx bench/door.ts`. */
import { SANDBOX_KEYS } from '@/sandbox/providers';

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
  differences.sort((one, other) => one - other);
  const median = differences[Math.floor(ROUNDS / 2)] ?? Number.NaN;
  const range = `${differences[0]?.toFixed(1)} to ${differences.at(-1)?.toFixed(1)}`;
  process.stdout.write(
    `door: a call costs ${median.toFixed(1)} µs more than without (${range} over ${ROUNDS} rounds of ${CALLS})\n` +
      `door: ${(median / TARGET_MICROS).toFixed(2)} of the ${TARGET_MICROS} µs it may cost\n`,
  );
  if (median > TARGET_MICROS) process.exitCode = 1;
}

async function microsPerCall(once: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  for (let done = 0; done < CALLS; done += 1) await once();
  return ((performance.now() - startedAt) * 1000) / CALLS;
}

await main();
process.exit();
