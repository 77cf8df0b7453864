import { rm } from 'node:fs/promises';
import { z } from 'zod';
import { migrate } from '@/db/migrate';
import { MINUTE_MS } from '@/lib/core/time';
import { getService, type ServiceName } from '@/lib/services/call/registry';
import { PROVIDERS, type Provider } from '@/sandbox/providers';
import { type Sandbox, startSandbox } from '@/sandbox/start';
import { createOwnDatabase } from '@/scripts/own-database';
import { addFault } from '@/test/sandbox';

export type World = {
  sandbox: Sandbox;
  databaseUrl: string;
  /** The environment of the app's processes and of the checks in this one. */
  environment: NodeJS.ProcessEnv;
  /** Delivers every waiting webhook now. Returns how many the app has not accepted. */
  flush: () => Promise<number>;
  /** Has the jobs that run by the clock run now. */
  sweep: () => Promise<void>;
  /** Changes the outside directory of clubs and has it read. */
  syncClubs: () => Promise<void>;
  close: () => Promise<void>;
};

/** A database of its own and every provider, for an app that is reached at `appUrl`. */
export async function makeWorld(appUrl: string): Promise<World> {
  const { url: databaseUrl, close } = await createOwnDatabase({
    server: 'chaos-postgres',
    name: `chaos_${process.pid}`,
    unsafe: true,
  });
  await migrate(databaseUrl);
  const sandbox = await startSandbox({ providers: PROVIDERS, appUrl });
  const files = `.data/chaos-files-${process.pid}`;
  const environment = {
    // biome-ignore lint/style/noProcessEnv: the app's processes inherit PATH and the like
    ...process.env,
    // The build runs in test mode, because crash points are taken in tests alone.
    NODE_ENV: 'test' as const,
    ...sandbox.env,
    DATABASE_URL: databaseUrl,
    DATABASE_POOL: '10',
    LOG_LEVEL: 'error',
    METRICS_TOKEN: 'a-metrics-token-that-only-chaos-knows',
    NEXTAUTH_SECRET: 'a-secret-that-only-chaos-knows-0123456789',
    NEXTAUTH_URL: appUrl,
    PISTA_SANDBOX: '',
    STORAGE_URL: `file:${files}`,
  };
  return {
    sandbox,
    databaseUrl,
    environment,
    flush: () => flush(sandbox),
    sweep: async () => {
      for (const job of ['sweep', 'expire-holds', 'count-court-days']) await trigger(sandbox, job);
    },
    syncClubs: async () => {
      const phone = `+34910${String(Date.now()).slice(-6)}`;
      await control(`${originOf(sandbox, 'directory')}/_control/clubs/dir-malaga`, 'PATCH', { phone });
      await trigger(sandbox, 'sync-clubs');
    },
    async close() {
      await sandbox.close();
      await close();
      await rm(files, { recursive: true, force: true });
    },
  };
}

/** Together three requests in ten fail by one of these. */
const FAILURES = [
  { mode: 'status', status: 500, rate: 0.1 },
  { mode: 'status', status: 429, retry_after: 1, rate: 0.06 },
  { mode: 'refuse', rate: 0.075 },
  { mode: 'cut', rate: 0.09 },
  { mode: 'hang', rate: 0.005 },
] as const;
/** The work is done, and the answer comes after the app's timeout. */
const LATE = { mode: 'late', rate: 0.015 } as const;
const SLOW = { mode: 'delay', delay_ms: 250, rate: 0.06 } as const;

const CALLED: Readonly<Record<Provider, ServiceName>> = {
  stripe: 'payment',
  resend: 'email',
  twilio: 'sms',
  redis: 'cache',
  inngest: 'jobs',
  directory: 'directory',
};

const originOf = ({ urls }: Sandbox, provider: Provider) => urls[provider] ?? '';

/** Uses a control of the sandbox and returns its answer. */
export async function control(url: string, method: string, body?: object): Promise<unknown> {
  const response = await fetch(url, { method, body: body === undefined ? null : JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** Fails until the engine has heard from the app. The caller asks again. */
const trigger = (sandbox: Sandbox, job: string) =>
  control(`${originOf(sandbox, 'inngest')}/_control/trigger`, 'POST', { function_id: job }).catch(() => null);

/** Makes every provider fail, and webhooks come twice, late and out of order. Some phones are never reached. */
export async function unleash(sandbox: Sandbox, deafPhones: readonly string[]): Promise<void> {
  for (const provider of PROVIDERS) {
    const patienceMs = getService(CALLED[provider]).timeoutMs;
    const faults = [...FAILURES, { ...LATE, delay_ms: patienceMs + 500 }, SLOW];
    for (const fault of faults) await addFault(sandbox, provider, fault);
  }
  const stripe = `${originOf(sandbox, 'stripe')}/_control`;
  await control(`${stripe}/webhooks`, 'POST', { duplicate: 2, shuffle: true, delay_ms: 200 });
  await control(`${stripe}/refunds`, 'POST', { mode: 'pending_then_succeeded', settle_ms: 2_000 });
  for (const provider of ['resend', 'twilio'] as const) {
    const webhooks = `${originOf(sandbox, provider)}/_control/webhooks`;
    await control(webhooks, 'POST', { copies: 2, spread_ms: 3_000 });
  }
  const outcomes = `${originOf(sandbox, 'twilio')}/_control/outcomes`;
  for (const to of deafPhones) await control(outcomes, 'POST', { to, outcome: 'undelivered' });
}

/**
 * For the negative control: every mail is sent, the answer and webhooks of one in three are lost, and without keys it
 * is sent again. Other faults would open the breaker for mail.
 */
export async function cutMails(sandbox: Sandbox): Promise<void> {
  await control(`${originOf(sandbox, 'resend')}/_faults`, 'DELETE');
  await control(`${originOf(sandbox, 'resend')}/_control/webhooks`, 'POST', {
    copies: 1,
    spread_ms: 10 * MINUTE_MS,
  });
  await addFault(sandbox, 'resend', { mode: 'cut', rate: 0.33 });
}

const countedSchema = z.object({ requests: z.number(), hits: z.number() });
export type Faults = Record<Provider, z.output<typeof countedSchema>>;

/** Ends all faults. Returns how many requests each provider got and failed. */
export async function calm(sandbox: Sandbox): Promise<Faults> {
  const clear = async (provider: Provider) =>
    countedSchema.parse(await control(`${originOf(sandbox, provider)}/_faults`, 'DELETE'));
  const faults = {
    stripe: await clear('stripe'),
    resend: await clear('resend'),
    twilio: await clear('twilio'),
    redis: await clear('redis'),
    inngest: await clear('inngest'),
    directory: await clear('directory'),
  };
  const webhooks = `${originOf(sandbox, 'stripe')}/_control/webhooks`;
  await control(webhooks, 'POST', { duplicate: 0, shuffle: false, delay_ms: 0 });
  for (const provider of ['resend', 'twilio'] as const) {
    await control(`${originOf(sandbox, provider)}/_control/webhooks`, 'DELETE');
  }
  return faults;
}

const stripeFlushed = z.object({ undelivered: z.number() });
const courierFlushed = z.object({ pending: z.number() });

async function flush(sandbox: Sandbox): Promise<number> {
  const post = (provider: Provider) =>
    control(`${originOf(sandbox, provider)}/_control/webhooks/flush`, 'POST');
  const { undelivered } = stripeFlushed.parse(await post('stripe'));
  const mail = courierFlushed.parse(await post('resend'));
  const sms = courierFlushed.parse(await post('twilio'));
  return undelivered + mail.pending + sms.pending;
}

/** For the negative control: idempotency keys are forgotten at once. */
export async function forgetKeys(sandbox: Sandbox): Promise<void> {
  for (const provider of ['stripe', 'resend'] as const) {
    await control(`${originOf(sandbox, provider)}/_control/idempotency_keys/forget`, 'POST');
  }
}
