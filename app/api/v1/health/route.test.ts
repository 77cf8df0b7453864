import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { closeDatabase, db, sql } from '@/db';
import { apiTokens } from '@/db/schema';
import { generateApiKey, hashApiKey } from '@/lib/auth/api-key';
import { checkAll } from '@/lib/services/call/health';
import { resetBreakers } from '@/lib/services/call/shared-breakers';
import { makeUser } from '@/test/factories';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { useApi } from '@/test/serve-api';

const api = useApi();
const sandbox = useSandbox({ providers: ['stripe', 'resend', 'twilio', 'redis', 'inngest'] });
const health = (headers: Record<string, string> = {}) => fetch(`${api()}/api/v1/health`, { headers });

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

async function makeKey(operatorSince: Date | null): Promise<string> {
  const key = generateApiKey('test');
  const { id } = await makeUser({ operatorSince });
  await db()
    .insert(apiTokens)
    .values({ userId: id, name: 'k', prefix: key.slice(0, 16), tokenHash: hashApiKey(key), scope: 'read' });
  return key;
}

describe('GET /api/v1/health', () => {
  test('the public sees how every service is, and nothing else', async () => {
    const response = await health();
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({
      overall_status: 'healthy',
      healthy_services: 6,
      total_services: 6,
      failed_services: [],
      services: Object.fromEntries(
        ['database', 'cache', 'payment', 'email', 'sms', 'jobs'].map((name) => [name, { status: 'healthy' }]),
      ),
    });
  });

  test('an operator sees why a service fails', async () => {
    await addFault(sandbox(), 'resend', { mode: 'status', status: 500 });
    const key = await makeKey(new Date());
    const response = await health({ authorization: `Token ${key}` });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      overall_status: 'unhealthy',
      failed_services: ['email'],
      services: {
        email: {
          status: 'unhealthy',
          latency_ms: expect.any(Number),
          p95_ms: expect.any(Number),
          breaker: 'closed',
          checked_at: expect.stringMatching(/Z$/),
          error: expect.stringContaining('email'),
        },
      },
    });
  });

  test.each([
    ['a player', async () => `Token ${await makeKey(null)}`],
    ['a bad key', async () => 'Token pista_test_nonsense'],
  ])('%s sees what the public sees', async (_, authorization) => {
    const response = await health({ authorization: await authorization() });
    const { services } = await response.json();
    expect(services.email).toEqual({ status: 'healthy' });
  });

  test('it answers 503 when the database is not fit to serve, with the same report', async () => {
    await sql()`alter table reservations drop constraint reservations_no_overlap`;
    const response = await health();
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      overall_status: 'unhealthy',
      healthy_services: 5,
      failed_services: ['database'],
      services: { database: { status: 'unhealthy' }, cache: { status: 'healthy' } },
    });
    await closeDatabase();
  });
});

test('GET /api/v1/health/live asks nobody', async () => {
  const response = await fetch(`${api()}/api/v1/health/live`);
  expect(response.status).toBe(200);
});
