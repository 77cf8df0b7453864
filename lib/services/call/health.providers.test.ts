import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { closeDatabase, sql } from '@/db';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { call } from './call';
import { CHECKED } from './checked-services';
import { aggregate, canServe, checkAll, checkService } from './health';
import { ProviderOutage } from './provider-errors';
import { resetBreakers } from './shared-breakers';

const sandbox = useSandbox({ providers: ['stripe', 'resend', 'twilio', 'redis', 'inngest'] });

// The first probes load the SDKs, which on a busy machine takes longer than a cache may.
beforeAll(() =>
  vi.waitUntil(async () => (await checkAll()).cache.status !== 'unhealthy', { timeout: 30_000 }),
);

let now = Date.now();
beforeEach(() => {
  // Past the minute whose errors make a service degraded.
  now += 70_000;
  vi.useFakeTimers({ toFake: ['Date'], now });
});
afterEach(async () => {
  await clearFaults(sandbox());
  resetBreakers();
});

describe('spec: test_health_check_all_services', () => {
  test('all services that answer are healthy', async () => {
    const report = await checkAll();
    expect(Object.keys(report)).toEqual([...CHECKED]);
    for (const service of CHECKED) {
      expect(report[service], service).toMatchObject({ status: 'healthy', breaker: 'closed' });
    }
  });

  test('one that fails is named with its reason, and the others stay healthy', async () => {
    await addFault(sandbox(), 'twilio', { mode: 'status', status: 503 });
    const report = await checkAll();
    expect(report.payment.status).toBe('healthy');
    expect(report.email.status).toBe('healthy');
    expect(report.sms).toMatchObject({ status: 'unhealthy', error: expect.stringContaining('503') });
    expect(aggregate(report).failedServices).toEqual(['sms']);
  });

  test('one that never answers is given up on, and delays no other', async () => {
    await addFault(sandbox(), 'stripe', { mode: 'hang' });
    const finished: string[] = [];
    await Promise.all(
      (['payment', 'email', 'database'] as const).map(async (service) => {
        const { status } = await checkService(service);
        finished.push(`${service} ${status}`);
      }),
    );
    expect(finished.at(-1)).toBe('payment unhealthy');
    expect(finished).toContain('email healthy');
    expect(finished).toContain('database healthy');
  });
});

test('spec: test_dependency_health_aggregation — the whole is as well as its worst part', () => {
  const whole = aggregate({
    database: { status: 'healthy' },
    cache: { status: 'healthy' },
    payment: { status: 'degraded' },
    email: { status: 'unhealthy' },
  });
  expect(whole).toEqual({
    overallStatus: 'unhealthy',
    healthyServices: 2,
    totalServices: 4,
    failedServices: ['email'],
  });
});

test.each([
  [['healthy', 'healthy'], 'healthy'],
  [['healthy', 'degraded'], 'degraded'],
  [[], 'healthy'],
] as const)('%j together are %s', (statuses, overall) => {
  const services = Object.fromEntries(statuses.map((status, index) => [index, { status }]));
  expect(aggregate(services).overallStatus).toBe(overall);
});

test('a service that answers the probe but failed much of the last minute is degraded', async () => {
  for (let round = 0; round < 4; round += 1) {
    await call('jobs', 'send', () => Promise.reject(new ProviderOutage('down'))).catch(() => {});
  }
  for (let round = 0; round < 6; round += 1) await call('jobs', 'send', async () => 'sent');
  expect(await checkService('jobs')).toMatchObject({ status: 'degraded' });
  vi.useFakeTimers({ toFake: ['Date'], now: now + 61_000 });
  expect(await checkService('jobs')).toMatchObject({ status: 'healthy' });
});

test('a database that lost its promise is unhealthy though it answers, and Pista cannot serve without it', async () => {
  await sql()`alter table reservations drop constraint reservations_no_overlap`;
  const report = await checkAll();
  expect(report.database).toMatchObject({
    status: 'unhealthy',
    error: expect.stringContaining('reservations_no_overlap'),
  });
  expect(canServe(report)).toBe(false);
  await closeDatabase();
});

test('without its payment provider Pista serves on', async () => {
  await addFault(sandbox(), 'stripe', { mode: 'refuse' });
  const { payment, ...others } = await checkAll();
  expect(payment.status).toBe('unhealthy');
  expect(canServe({ payment, ...others, database: { ...others.database, status: 'healthy' } })).toBe(true);
});
