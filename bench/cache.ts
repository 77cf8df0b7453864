/** A cached search against an uncached one, and a crowd that misses one key: `npx tsx bench/cache.ts`. */
import { z } from 'zod';
import { SANDBOX_KEYS } from '@/sandbox/providers';
import { startSandbox } from '@/sandbox/start';
import { judge, medianMs, print } from './measure';
import { runBench } from './run-bench';

const CROWD = 200;
const READS = 500;
/** Stands for the slower search in PostgreSQL of the design (§4). */
const LOAD_MS = 9;

const sandbox = await startSandbox({ providers: ['redis'], appUrl: 'http://localhost:3000' });
// biome-ignore lint/style/noProcessEnv: a bench sets up its own environment
Object.assign(process.env, SANDBOX_KEYS, sandbox.env, {
  DATABASE_URL: 'postgres://127.0.0.1:1/none',
  NEXTAUTH_URL: 'http://localhost:3000',
  NEXTAUTH_SECRET: 'a-secret-that-only-benches-know-0123456789',
  EMAIL_FROM: 'Pista <hola@pista.test>',
  LOG_LEVEL: 'silent',
});

const courts = Array.from({ length: 20 }, (_, id) => ({ id, name: `Pista ${id}`, price: '30.00' }));
const schema = z.array(z.object({ id: z.number(), name: z.string(), price: z.string() }));
let loads = 0;

async function load() {
  loads += 1;
  await new Promise((resolve) => setTimeout(resolve, LOAD_MS));
  return courts;
}

async function main(): Promise<void> {
  const { cached } = await import('@/lib/services/redis/cache');
  const search = (key: string) => cached(key, schema, 60, load, { tags: ['club:1', 'club:2'] });
  const cold = await medianMs(100, (read) => search(`search:${read}`));
  await search('search:warm');
  const warm = await medianMs(READS, () => search('search:warm'));

  loads = 0;
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: CROWD }, () => search('search:crowd')));
  const crowdMs = performance.now() - startedAt;

  print(
    `cache: warm ${warm.toFixed(2)} ms, cold ${cold.toFixed(2)} ms (a load that sleeps ${LOAD_MS} ms): ${(cold / warm).toFixed(1)} times as fast`,
  );
  print(`cache: ${CROWD} misses at once, all answered after ${crowdMs.toFixed(0)} ms`);
  judge(`one load for ${CROWD} misses at once`, loads === 1, `${loads}`);
  await sandbox.close();
}

await runBench(main);
