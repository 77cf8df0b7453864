/** Search and availability while each provider fails, against healthy runs: `npx tsx bench/degraded.ts`. */
import postgres from 'postgres';
import { Pool } from 'undici';
import { z } from 'zod';
import { addDays, localDateOf } from '@/lib/core/time';
import type { Provider } from '@/sandbox/providers';
import { seed } from '@/scripts/seed/seed';
import { addFault, clearFaults } from '@/test/sandbox';
import { type BuiltApp, startBuiltApp } from './built-app';
import { giveKeys } from './give-keys';
import { judge, median, percentileMs, print } from './measure';
import { withOwnDatabase } from './own-database';
import { runBench } from './run-bench';

const ROUNDS = 4;
const CALLS = 250;
const MOST_TIMES_SLOWER = 1.2;
/** A person may read 300 times a minute, by however many keys. */
const READERS = 200;

type Case = { provider: Provider; fault: { mode: string; status?: number } };

/** A search asks Redis for its key and its rate, and no other provider. */
const CASES: readonly Case[] = [
  { provider: 'redis', fault: { mode: 'refuse' } },
  { provider: 'redis', fault: { mode: 'hang' } },
  { provider: 'redis', fault: { mode: 'status', status: 500 } },
  { provider: 'stripe', fault: { mode: 'hang' } },
  { provider: 'resend', fault: { mode: 'hang' } },
  { provider: 'twilio', fault: { mode: 'hang' } },
  { provider: 'inngest', fault: { mode: 'hang' } },
  { provider: 'directory', fault: { mode: 'hang' } },
];

type Visitor = (call: number) => Promise<void>;

const main = () => withOwnDatabase('degraded', measure);

async function measure(databaseUrl: string): Promise<void> {
  const seeding = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  await seed(seeding);
  await seeding.end();
  const app = await startBuiltApp(databaseUrl);
  const http = new Pool(app.url, { connections: 1 });
  try {
    const visitors = await makeVisitors(http, databaseUrl);
    for (const [name, visit] of Object.entries(visitors)) {
      await percentileMs(95, CALLS, visit);
      print(name);
      for (const one of CASES) await compare(app, one, visit);
    }
  } finally {
    await http.close();
    await app.close();
  }
}

/** Rounds of both alternate, so that other load of this machine falls on both. */
async function compare({ sandbox }: BuiltApp, { provider, fault }: Case, visit: Visitor): Promise<void> {
  const healthy: number[] = [];
  const failing: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    healthy.push(await percentileMs(95, CALLS, visit));
    await addFault(sandbox, provider, fault);
    failing.push(await percentileMs(95, CALLS, visit));
    await clearFaults(sandbox);
  }
  const [well, ill] = [median(healthy), median(failing)];
  const what = `${provider} ${fault.mode}${fault.status ? ` ${fault.status}` : ''}`;
  print(
    `  ${what.padEnd(18)} p95 ${ill.toFixed(1)} ms, healthy ${well.toFixed(1)} ms: ${(ill / well).toFixed(2)} ×`,
  );
  judge(
    `${what}: at most ${MOST_TIMES_SLOWER} ×`,
    ill <= MOST_TIMES_SLOWER * well,
    `${(ill / well).toFixed(2)} ×`,
  );
}

async function makeVisitors(http: Pool, databaseUrl: string): Promise<Record<string, Visitor>> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  const readers = z
    .array(z.object({ id: z.uuid() }))
    .min(READERS)
    .parse([
      ...(await sql`insert into users (id, email) select gen_random_uuid(), 'reader' || n || '@pista.test'
      from generate_series(1, ${READERS}) n returning id`),
    ]);
  const ids = readers.map(({ id }) => id);
  const keys = await giveKeys(sql, ids, 'read');
  const [court] = z
    .array(z.object({ id: z.int() }))
    .parse([...(await sql`select min(id) as id from courts`)]);
  await sql.end();
  const today = localDateOf(Date.now(), 'Europe/Madrid');
  let asked = 0;
  const get = async (path: string, query: Record<string, string | number>) => {
    asked += 1;
    const authorization = `Token ${keys[asked % keys.length]}`;
    const answer = await http.request({ method: 'GET', path, query, headers: { authorization } });
    const body = await answer.body.text();
    if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}: ${body}`);
  };
  return {
    search: (call) =>
      get('/api/v1/courts/search', {
        city: 'Madrid',
        date: addDays(today, 1 + (call % 12)),
        time: '18:30',
        duration: 90,
        page_size: 20,
      }),
    availability: (call) =>
      get(`/api/v1/courts/${court?.id}/availability`, {
        date: addDays(today, 1 + (call % 12)),
        duration: 90,
      }),
  };
}

await runBench(main);
