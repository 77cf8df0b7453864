/** Search and availability while each provider fails, against a healthy run beside it: `npx tsx bench/degraded.ts`. */
import path from 'node:path';
import postgres from 'postgres';
import { Pool } from 'undici';
import { z } from 'zod';
import { migrate } from '@/db/migrate';
import { seed } from '@/db/seed';
import { generateApiKey, hashApiKey } from '@/lib/auth/api-key';
import { addDays, localDateOf } from '@/lib/time';
import type { Provider } from '@/sandbox/providers';
import { startPostgres } from '@/scripts/postgres';
import { addFault, clearFaults } from '@/test/sandbox';
import { type BuiltApp, startBuiltApp } from './built-app';
import { judge, percentileMs, print } from './measure';

const ROUNDS = 4;
const CALLS = 250;
const MOST_TIMES_SLOWER = 1.2;
/** A key may read 300 times a minute. */
const KEYS = 200;

type Case = { provider: Provider; fault: { mode: string; status?: number } };

/** A search asks Redis who holds the key and how often it came; the others it should not know of. */
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

async function main(): Promise<void> {
  const server = await startPostgres({ dataDir: path.resolve('.data/test-postgres'), unsafe: true });
  try {
    await withDatabase(server.url, measure);
  } finally {
    await server.stop();
  }
}

/** A database of this run's own with the example in it. */
async function withDatabase(serverUrl: string, work: (url: string) => Promise<void>): Promise<void> {
  const name = `test_${process.pid}_degraded`;
  const url = new URL(`/${name}`, serverUrl).href;
  const sql = postgres(serverUrl, { max: 1, onnotice: () => {} });
  await sql`create database ${sql(name)}`;
  try {
    await migrate(url);
    const seeding = postgres(url, { max: 1, onnotice: () => {} });
    await seed(seeding);
    await seeding.end();
    await work(url);
  } finally {
    await sql`drop database ${sql(name)} with (force)`;
    await sql.end();
  }
}

async function measure(databaseUrl: string): Promise<void> {
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

/** Rounds of both by turns, so that whatever else this machine does falls on both. */
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
  judge(`at most ${MOST_TIMES_SLOWER} ×`, ill <= MOST_TIMES_SLOWER * well);
}

async function makeVisitors(http: Pool, databaseUrl: string): Promise<Record<string, Visitor>> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  const keys = await makeKeys(sql);
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

async function makeKeys(sql: postgres.Sql): Promise<string[]> {
  const keys = Array.from({ length: KEYS }, () => generateApiKey('test'));
  const rows = keys.map((key) => ({ name: 'bench', prefix: key.slice(0, 16), token_hash: hashApiKey(key) }));
  await sql`
    insert into api_tokens (id, user_id, name, prefix, token_hash, scope)
    select gen_random_uuid(), (select id from users limit 1), k.name, k.prefix, k.token_hash, 'read'
    from jsonb_to_recordset(${sql.json(rows)}) as k (name text, prefix text, token_hash text)`;
  return keys;
}

const median = (values: number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
