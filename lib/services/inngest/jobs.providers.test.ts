import { request } from 'node:http';
import { and, eq } from 'drizzle-orm';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { db } from '@/db';
import { audit } from '@/db/schema';
import { addDays, localDateOf } from '@/lib/core/time';
import { latencyByOperation } from '@/lib/services/call/latency';
import { getService } from '@/lib/services/call/registry';
import { breakerOf, resetBreakers } from '@/lib/services/call/shared-breakers';
import { makeCourt, makeUser } from '@/test/factories';
import { keyHeaders } from '@/test/requests';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { useApi } from '@/test/serve-api';
import { inngest } from './events';
import { nudge, nudgeNotice } from './jobs';
import { signForJobs } from './jobs-account';

const api = useApi();
beforeAll(() => {
  // biome-ignore lint/style/noProcessEnv: the app of this test file is found at its own public address
  process.env.NEXTAUTH_URL = api();
});
const sandbox = useSandbox({ providers: ['inngest', 'stripe', 'redis'], appUrl: () => api() });
// The client copied the environment before this test file's sandbox was in it.
beforeAll(() => void inngest.setEnvVars());

afterEach(async () => {
  await clearFaults(sandbox());
  resetBreakers();
});

const sends = () => latencyByOperation('jobs').send?.count ?? 0;

test('the id of a request reaches the job that it causes, and what the job does is audited under it', async () => {
  const headers = { ...(await keyHeaders(await makeUser())), 'content-type': 'application/json' };
  const post = (path: string, requestId: string, body: object) =>
    fetch(`${api()}/api/v1/${path}`, {
      method: 'POST',
      headers: { ...headers, 'x-request-id': requestId },
      body: JSON.stringify(body),
    });
  const { id: court_id } = await makeCourt();
  const date = addDays(localDateOf(Date.now(), 'Europe/Madrid'), 2);
  const held = await post('reservations', 'holding-1', { court_id, date, start_time: '10:00', duration: 60 });
  const { id, payment } = await held.json();
  expect((await post(`reservations/${id}/cancel`, 'cancelling-1', {})).status).toBe(200);

  const cancelled = () =>
    db()
      .select({ actor: audit.actor, requestId: audit.requestId })
      .from(audit)
      .where(and(eq(audit.entityId, payment.id), eq(audit.toState, 'cancelled')));
  await expect.poll(cancelled).toEqual([{ actor: 'system:cancel-intent', requestId: 'cancelling-1' }]);
});

test('what is too long to come from Inngest is refused before it is read', async () => {
  const send = (method: string, body: string) =>
    fetch(`${api()}/api/inngest?fnId=pista-sweep&stepId=step`, { method, body });
  for (const method of ['POST', 'PUT']) {
    const refused = await send(method, 'x'.repeat(4 * 1024 * 1024 + 1));
    expect(refused.status, method).toBe(413);
    expect(await refused.json()).toMatchObject({ error: 'payload_too_large' });
  }
});

describe('the functions of the app', () => {
  /** Asks the app to register itself, at an address that the sender chooses. */
  const announce = (headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      const asked = { method: 'PUT', headers: { host: 'evil.example', ...headers } };
      request(`${api()}/api/inngest`, asked, (answer) => resolve(answer.resume().statusCode))
        .on('error', reject)
        .end();
    });

  async function knownToInngest() {
    const answer = await fetch(`${sandbox().urls.inngest}/_control/runs`);
    return z.object({ urls: z.array(z.string()) }).parse(await answer.json());
  }

  test('are registered by nobody without our signing key', async () => {
    expect(await announce({})).toBe(401);
    expect(await announce({ 'x-inngest-signature': 't=1&s=00' })).toBe(401);
    expect((await fetch(`${api()}/api/inngest`)).status).toBe(401);
  });

  test('are called at our public address, whatever host the request for it was sent to', async () => {
    expect(await announce({ 'x-inngest-signature': signForJobs('') })).toBe(200);
    expect(await knownToInngest()).toEqual({ urls: [`${api()}/api/inngest`] });
  });
});

test('a nudge goes through the breaker, and an engine that is down opens its breaker and fails nobody', async () => {
  await addFault(sandbox(), 'inngest', { mode: 'status', status: 503 });
  const before = sends();
  const stateAfterOneMore = () => {
    nudge([nudgeNotice(crypto.randomUUID(), 0)]);
    return breakerOf('jobs').state;
  };
  await expect.poll(stateAfterOneMore, { interval: 500 }).toBe('open');
  expect(sends() - before).toBeGreaterThanOrEqual(getService('jobs').breaker.failures);
});
