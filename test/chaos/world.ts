import path from 'node:path';
import postgres from 'postgres';
import { migrate } from '@/db/migrate';
import { PROVIDERS, type Provider } from '@/sandbox/providers';
import { type Sandbox, startSandbox } from '@/sandbox/start';
import { startPostgres } from '@/scripts/postgres';

export type World = {
  sandbox: Sandbox;
  /** What the app's processes, and the judge in this one, are started with. */
  environment: NodeJS.ProcessEnv;
  close: () => Promise<void>;
};

/** A database of its own and every provider, for an app that is reached at `appUrl`. */
export async function makeWorld(appUrl: string): Promise<World> {
  const server = await startPostgres({ dataDir: path.resolve('.data/chaos-postgres'), unsafe: true });
  const name = `chaos_${process.pid}`;
  const sql = postgres(server.url, { max: 1, max_lifetime: null, onnotice: () => {} });
  await sql`drop database if exists ${sql(name)} with (force)`;
  await sql`create database ${sql(name)}`;
  const databaseUrl = new URL(`/${name}`, server.url).href;
  await migrate(databaseUrl);
  const sandbox = await startSandbox({ providers: PROVIDERS, appUrl });
  const environment = {
    // biome-ignore lint/style/noProcessEnv: the app's processes inherit PATH and the like
    ...process.env,
    // The build is served all the same; in production a crash point would be refused.
    NODE_ENV: 'test' as const,
    ...sandbox.env,
    DATABASE_URL: databaseUrl,
    DATABASE_POOL: '10',
    LOG_LEVEL: 'error',
    METRICS_TOKEN: 'chaos-metrics-token',
    NEXTAUTH_SECRET: 'a-secret-that-only-chaos-knows-0123456789',
    NEXTAUTH_URL: appUrl,
    PISTA_SANDBOX: '',
  };
  return {
    sandbox,
    environment,
    async close() {
      await sandbox.close();
      await sql`drop database if exists ${sql(name)} with (force)`;
      await sql.end();
      await server.stop();
    },
  };
}

/** Together three requests in ten meet one of these. */
const FAULTS = [
  { mode: 'status', status: 500, rate: 0.08 },
  { mode: 'status', status: 429, retry_after: 1, rate: 0.05 },
  { mode: 'refuse', rate: 0.06 },
  { mode: 'cut', rate: 0.08 },
  { mode: 'delay', delay_ms: 300, rate: 0.06 },
  { mode: 'hang', rate: 0.005 },
] as const;

const originOf = ({ urls }: Sandbox, provider: Provider) => urls[provider] ?? '';

async function control(url: string, method: string, body?: object): Promise<void> {
  const response = await fetch(url, { method, body: body === undefined ? null : JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
}

/** Lets every provider fail, and webhooks come twice, late and out of order. */
export async function unleash(sandbox: Sandbox): Promise<void> {
  for (const provider of PROVIDERS) {
    for (const fault of FAULTS) await control(`${originOf(sandbox, provider)}/_faults`, 'POST', fault);
  }
  const stripe = `${originOf(sandbox, 'stripe')}/_control`;
  await control(`${stripe}/webhooks`, 'POST', { duplicate: 2, shuffle: true, delay_ms: 200 });
  await control(`${stripe}/refunds`, 'POST', { mode: 'pending_then_succeeded', settle_ms: 2_000 });
  for (const provider of ['resend', 'twilio'] as const) {
    const webhooks = `${originOf(sandbox, provider)}/_control/webhooks`;
    await control(webhooks, 'POST', { copies: 2, spread_ms: 3_000 });
  }
}

/** Everything works again. Returns how many requests failed by then, by provider. */
export async function calm(sandbox: Sandbox): Promise<Record<string, number>> {
  const hits: Record<string, number> = {};
  for (const provider of PROVIDERS) {
    const response = await fetch(`${originOf(sandbox, provider)}/_faults`, { method: 'DELETE' });
    const counted: unknown = await response.json();
    hits[provider] = typeof counted === 'object' && counted && 'hits' in counted ? Number(counted.hits) : 0;
  }
  await control(`${originOf(sandbox, 'stripe')}/_control/webhooks`, 'POST', {
    duplicate: 0,
    shuffle: false,
    delay_ms: 0,
  });
  return hits;
}
