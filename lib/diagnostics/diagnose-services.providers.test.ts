import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { db } from '@/db';
import { audit, heartbeats, webhookEvents } from '@/db/schema';
import { functions } from '@/inngest';
import { applyRemedy } from '@/lib/backoffice/apply-remedy';
import { systemContext } from '@/lib/core/context';
import { inWords, type Message } from '@/lib/core/i18n/message';
import { translatorOf } from '@/lib/core/i18n/translator';
import { recordHeartbeat } from '@/lib/records/record-heartbeat';
import { checkAll } from '@/lib/services/call/health';
import { breakerOf, resetBreakers } from '@/lib/services/call/shared-breakers';
import { inngest } from '@/lib/services/inngest/events';
import { NEEDED_EVENTS } from '@/lib/services/stripe/needed-events';
import { pingStripe } from '@/lib/services/stripe/stripe';
import { NEEDED_MAIL_EVENTS } from '@/lib/webhooks/receive-mail-event';
import { makePayment, makeReservation, makeUser, personContext } from '@/test/factories';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { useApiAtHome } from '@/test/serve-api';
import { awaitJobs } from './await-jobs';
import { diagnoseServices } from './diagnose-services';
import { diagnoseReachability, webhookUrl } from './diagnose-webhooks';
import { listRemedies } from './list-remedies';
import type { Remedy } from './remedy';
import { JOBS, NUDGED_JOBS } from './schedules';
import type { ServiceFinding } from './service-finding';

// biome-ignore lint/style/noProcessEnv: an operator who has told who they are
Object.assign(process.env, {
  OPERATOR_NAME: 'Pista Ejemplo S.L.',
  OPERATOR_TAX_ID: 'B00000000',
  OPERATOR_ADDRESS: 'Calle Mayor 1, Madrid',
  OPERATOR_EMAIL: 'hola@pista.example',
});

const api = useApiAtHome();
/** The address of the providers' webhooks, at first another app's. */
let toldTo = 'https://elsewhere.example';
const sandbox = useSandbox({ appUrl: () => toldTo });

// The first probes load the SDKs, which on a busy machine takes longer than a cache may.
beforeAll(() =>
  vi.waitUntil(async () => (await checkAll()).cache.status !== 'unhealthy', { timeout: 30_000 }),
);

// The engine has this file's clock, whose jumps would make it call the app in the middle of a test with an old
// signature.
beforeAll(() => fetch(`${sandbox().urls.inngest}/_control/pause`, { method: 'POST' }));

let now = Date.now();
beforeEach(() => {
  // Past the minute whose errors make a service degraded.
  now += 70_000;
  vi.useFakeTimers({ toFake: ['Date'], now });
});
afterEach(async () => {
  vi.useRealTimers();
  await clearFaults(sandbox());
  resetBreakers();
});

async function examine() {
  const { findings } = await diagnoseServices(systemContext('doctor'));
  return new Map(findings.map((finding) => [finding.id, worded(finding)]));
}

const sentences = (message: Message) => ({
  es: inWords(message, translatorOf('es')),
  en: inWords(message, translatorOf('en')),
});
const worded = (finding: ServiceFinding) => ({
  ...finding,
  what: sentences(finding.what),
  ...(finding.state !== 'ok' && { advice: sentences(finding.advice) }),
});

const WEBHOOKS = {
  stripe: {
    path: '/v1/webhook_endpoints',
    key: 'sk_test_sandbox',
    body: (url: string, events: readonly string[]) => {
      const form = new URLSearchParams({ url });
      for (const type of events) form.append('enabled_events[]', type);
      return form;
    },
  },
  resend: {
    path: '/webhooks',
    key: 're_sandbox_key',
    body: (endpoint: string, events: readonly string[]) => JSON.stringify({ endpoint, events }),
  },
};

/** Has a provider send events of these types to this app. */
async function createEndpoint(provider: 'stripe' | 'resend', events: readonly string[]): Promise<void> {
  const { path, key, body } = WEBHOOKS[provider];
  const response = await fetch(`${sandbox().urls[provider]}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: body(webhookUrl(provider), events),
  });
  expect(response.ok).toBe(true);
}

const press = async (remedy: Remedy) =>
  applyRemedy(personContext(await makeUser({ operatorSince: new Date() })), remedy);

test('the doctor is for operators and for Pista itself', async () => {
  const player = personContext(await makeUser());
  await expect(diagnoseServices(player)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(applyRemedy(player, { kind: 'run_job', job: 'sweep' })).rejects.toMatchObject({
    code: 'forbidden',
  });
});

describe('what a provider does not tell us', () => {
  test.each([
    ['Stripe', 'stripe', 'payment', NEEDED_EVENTS],
    ['Resend', 'resend', 'email', NEEDED_MAIL_EVENTS],
  ] as const)('%s: is bad and named, until it is subscribed to', async (name, provider, service, needed) => {
    expect((await examine()).get(`webhooks.${provider}.endpoint`)).toMatchObject({ state: 'bad' });
    const remedy = { kind: 'subscribe_events', service } as const;
    await expect(press(remedy)).rejects.toMatchObject({ code: 'not_found' });

    await createEndpoint(provider, needed.slice(1));
    const finding = (await examine()).get(`webhooks.${provider}.events`);
    expect(finding).toMatchObject({
      state: 'bad',
      what: { en: `${name} does not send us: ${needed[0]}.` },
      remedy,
    });

    await press(remedy);
    expect((await examine()).get(`webhooks.${provider}.events`)).toMatchObject({ state: 'ok' });
  });

  test('Twilio: replies that go elsewhere are to be watched, until they are brought here', async () => {
    expect((await examine()).get('webhooks.twilio.replies')).toMatchObject({
      state: 'warn',
      what: { en: expect.stringContaining('goes to https://elsewhere.example/') },
      remedy: { kind: 'receive_replies' },
    });
    await press({ kind: 'receive_replies' });
    expect((await examine()).get('webhooks.twilio.replies')).toMatchObject({ state: 'ok' });
  });

  test('Inngest: functions that it does not know are bad and named, until they are registered', async () => {
    expect((await examine()).get('jobs.registered')).toMatchObject({
      state: 'bad',
      what: { en: expect.stringContaining('process-stripe-event') },
      remedy: { kind: 'register_jobs' },
    });
    toldTo = api();
    // The client copied the environment before this test file's sandbox was in it.
    inngest.setEnvVars();
    await press({ kind: 'register_jobs' });
    await expect.poll(async () => (await examine()).get('jobs.registered')?.state).toBe('ok');
  });
});

test('what is well is said to be, in both languages, and asks for nothing', async () => {
  vi.useRealTimers();
  for (const job of JOBS) await recordHeartbeat(job, async () => null);
  const findings = await examine();
  // How fast a stand-in answers is this machine's affair.
  const isSlow = ({ id, state }: Pick<ServiceFinding, 'id' | 'state'>) =>
    state === 'warn' && id.startsWith('service.');
  expect([...findings.values()].filter((one) => one.state !== 'ok' && !isSlow(one))).toEqual([]);
  expect([...findings.keys()]).toEqual(
    expect.arrayContaining([
      'service.database',
      'service.payment',
      'database.promises',
      'connections.database',
      'connections.redis',
      ...JOBS.map((job) => `jobs.${job}`),
      'webhooks.stripe.last',
      'webhooks.stripe.reachable',
      'webhooks.backlog',
      'webhooks.stripe.events',
      'webhooks.stripe.version',
      'webhooks.resend.events',
      'webhooks.twilio.replies',
      'jobs.registered',
      'mail.domain',
      'storage',
      'clock.stripe',
      'clock.database',
      'zones',
    ]),
  );
  for (const { what } of findings.values()) {
    expect(what.es).not.toBe('');
    expect(what.en).not.toBe('');
  }
});

test('every line that is not well says what to do', async () => {
  await addFault(sandbox(), 'stripe', { mode: 'refuse' });
  await addFault(sandbox(), 'twilio', { mode: 'status', status: 503 });
  const findings = await examine();
  const unwell = [...findings.values()].filter(({ state }) => state !== 'ok');
  expect(unwell.map(({ id }) => id)).toEqual(expect.arrayContaining(['service.payment', 'service.sms']));
  for (const finding of unwell) {
    expect(finding).toMatchObject({
      advice: { es: expect.stringMatching(/\w/), en: expect.stringMatching(/\w/) },
    });
  }
});

describe('a provider that is down', () => {
  test('is one line, not one for each thing that cannot be asked of it', async () => {
    await addFault(sandbox(), 'stripe', { mode: 'refuse' });
    const findings = await examine();
    expect(findings.get('service.payment')).toMatchObject({ state: 'bad' });
    for (const id of ['clock.stripe', 'webhooks.stripe', 'webhooks.stripe.events']) {
      expect(findings.has(id), id).toBe(false);
    }
  });

  test('whose breaker is open offers to close it, which lets calls through at once', async () => {
    await addFault(sandbox(), 'stripe', { mode: 'status', status: 500 });
    for (let failure = 0; failure < 5; failure += 1) await pingStripe().catch(() => {});
    expect(breakerOf('payment').state).toBe('open');
    expect((await examine()).get('service.payment')).toMatchObject({
      remedy: { kind: 'close_breaker', service: 'payment' },
    });

    await clearFaults(sandbox());
    await expect(pingStripe()).rejects.toThrow('Circuit breaker is open');
    // The provider's error is shown although the breaker is open.
    expect((await examine()).get('service.payment')?.what.en).toContain('The sandbox was told to fail');
    const operator = personContext(await makeUser({ operatorSince: new Date() }));
    await applyRemedy(operator, { kind: 'close_breaker', service: 'payment' });
    await pingStripe();
  });
});

describe('what an operator does by hand', () => {
  test('is told in the audit with who did it, under which request, and shown', async () => {
    const operator = await makeUser({ operatorSince: new Date() });
    const ctx = personContext(operator);
    await applyRemedy(ctx, { kind: 'close_breaker', service: 'sms' });
    await applyRemedy(ctx, { kind: 'run_job', job: 'expire-holds' });
    const told = await db().select().from(audit).where(eq(audit.requestId, ctx.requestId)).orderBy(audit.id);
    expect(told).toMatchObject([
      {
        entity: 'service',
        entityId: 'sms',
        actor: `staff:${operator.id}`,
        toState: 'close_breaker',
        detail: { kind: 'close_breaker', service: 'sms' },
      },
      { entity: 'service', entityId: 'jobs', toState: 'run_job', detail: { job: 'expire-holds' } },
    ]);
    const [latest, before] = await listRemedies(ctx);
    expect(latest).toMatchObject({
      remedy: { kind: 'run_job', job: 'expire-holds' },
      who: operator.email,
      requestId: ctx.requestId,
    });
    expect(before).toMatchObject({ remedy: { kind: 'close_breaker', service: 'sms' } });
    await expect(listRemedies(personContext(await makeUser()))).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('is told although it failed', async () => {
    await addFault(sandbox(), 'stripe', { mode: 'refuse' });
    const ctx = personContext(await makeUser({ operatorSince: new Date() }));
    await expect(applyRemedy(ctx, { kind: 'run_job', job: 'reconcile' })).rejects.toMatchObject({
      code: 'service_unavailable',
    });
    expect(await db().select().from(audit).where(eq(audit.requestId, ctx.requestId))).toMatchObject([
      { toState: 'run_job', detail: { job: 'reconcile' } },
    ]);
  });

  test.each(JOBS)('may be the job %s', async (job) => {
    const operator = personContext(await makeUser({ operatorSince: new Date() }));
    await db().delete(heartbeats);
    await applyRemedy(operator, { kind: 'run_job', job });
    expect((await examine()).get(`jobs.${job}`)?.state, 'the worker itself showed no sign of life').not.toBe(
      'ok',
    );
  });
});

describe('webhooks', () => {
  test('an address where nobody answers is bad', async () => {
    const states = (await diagnoseReachability('http://127.0.0.1:1')).map(({ state }) => state);
    expect(states).toEqual(['bad', 'bad', 'bad']);
  });

  test('money that came in without a word from Stripe is bad', async () => {
    await makePayment(await makeReservation(), { completedAt: new Date(now - 3_600_000) });
    expect((await examine()).get('webhooks.stripe.last')).toMatchObject({ state: 'warn' });
    await db()
      .insert(webhookEvents)
      .values({
        provider: 'stripe',
        eventId: 'evt_of_yesterday',
        type: 'payment_intent.succeeded',
        payload: {},
        receivedAt: new Date(now - 24 * 3_600_000),
        processedAt: new Date(now - 24 * 3_600_000),
      });
    expect((await examine()).get('webhooks.stripe.last')).toMatchObject({ state: 'bad' });
  });

  test('an event that nobody works off is bad, and the sweep is offered', async () => {
    const [event] = await db()
      .insert(webhookEvents)
      .values({
        provider: 'stripe',
        eventId: 'evt_stuck',
        type: 'payment_intent.succeeded',
        payload: {},
        receivedAt: sql`now() - interval '1 hour'`,
      })
      .returning();
    expect((await examine()).get('webhooks.backlog')).toMatchObject({
      state: 'bad',
      remedy: { kind: 'run_job', job: 'sweep' },
    });
    await db().update(webhookEvents).set({ deadAt: sql`now()` }).where(sql`id = ${event?.id}`);
    expect((await examine()).get('webhooks.backlog')).toMatchObject({ state: 'warn' });
  });
});

describe('jobs', () => {
  test('one without a sign of life for two turns is bad when it should run each minute', async () => {
    await recordHeartbeat('sweep', async () => null);
    vi.setSystemTime(Date.now() + 10 * 60_000);
    expect((await examine()).get('jobs.sweep')).toMatchObject({
      state: 'bad',
      what: { en: expect.stringContaining('no sign of life') },
      remedy: { kind: 'run_job', job: 'sweep' },
    });
  });

  test('one that never ran is watched while the worker lives, and is never called well', async () => {
    await db().delete(heartbeats);
    expect((await examine()).get('jobs.check-consistency')).toMatchObject({ state: 'warn' });
    expect((await examine()).get('jobs.sweep')).toMatchObject({ state: 'bad' });
    vi.useRealTimers();
    await recordHeartbeat('sweep', async () => null);
    expect((await examine()).get('jobs.check-consistency')).toMatchObject({
      state: 'warn',
      what: { en: 'Checking the data: its turn has not come yet.' },
    });
  });

  test('a first start leaves each its time, after which one that should have run by then is bad', async () => {
    await db().delete(heartbeats);
    await awaitJobs();
    vi.useRealTimers();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3 * 60_000 });
    expect((await examine()).get('jobs.sweep')).toMatchObject({
      state: 'warn',
      what: { en: expect.stringContaining('its turn has not come yet') },
      advice: { en: expect.stringContaining('Look again in a few minutes') },
    });
    vi.setSystemTime(Date.now() + 2 * 60_000);
    await awaitJobs();
    expect((await examine()).get('jobs.sweep')).toMatchObject({ state: 'bad' });
  });

  test('every function is looked at, by the clock or by whether the engine knows it', () => {
    const byClock = functions.filter((fn) => JSON.stringify(fn.opts.triggers).includes('cron'));
    expect(byClock.map((fn) => fn.opts.id).toSorted()).toEqual(JOBS.toSorted());
    expect(functions.map((fn) => fn.opts.id).toSorted()).toEqual([...JOBS, ...NUDGED_JOBS].toSorted());
  });
});

test('a promise of the database that is broken is bad', async () => {
  await db().execute(sql`alter table reservations drop constraint reservations_range_positive`);
  const findings = await examine();
  expect(findings.get('database.promises')).toMatchObject({
    state: 'bad',
    what: { en: expect.stringContaining('reservations_range_positive') },
  });
});
