import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { sendEmail } from '@/lib/services/resend/resend';
import { createCustomer } from '@/lib/services/stripe/stripe';
import { sendSms } from '@/lib/services/twilio/twilio';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { getService } from './registry';
import { breakerOf, resetBreakers } from './shared-breakers';

const sandbox = useSandbox({ providers: ['stripe', 'resend', 'twilio'] });

beforeEach(async () => {
  vi.useRealTimers();
  await clearFaults(sandbox());
  resetBreakers();
});

/** One write to each provider, through its adapter and the real SDK. */
const providers = [
  {
    provider: 'stripe',
    service: 'payment',
    write: () => createCustomer({ userId: 'u', email: 'a@pista.test', name: null }, randomUUID()),
  },
  {
    provider: 'resend',
    service: 'email',
    write: () => sendEmail({ to: 'a@pista.test', subject: 's', html: 'h', text: 't' }, randomUUID()),
  },
  {
    provider: 'twilio',
    service: 'sms',
    write: () => sendSms({ to: '+34600111222', body: 'b', statusCallbackUrl: 'http://localhost:3000/x' }),
  },
] as const;

describe.each(providers)('$provider', ({ provider, service, write }) => {
  const { failures, recoveryMs } = getService(service).breaker;

  test.each([
    { mode: 'refuse' },
    { mode: 'cut' },
    { mode: 'status', status: 500 },
    { mode: 'status', status: 503 },
    { mode: 'status', status: 429, retry_after: 3 },
  ])('%j opens the breaker, spares the provider, and heals by itself', async (fault) => {
    await addFault(sandbox(), provider, fault);
    for (let call = 0; call < failures; call += 1) {
      await expect(write()).rejects.toMatchObject({ code: 'service_unavailable' });
    }
    expect(breakerOf(service).state).toBe('open');
    await expect(write()).rejects.toThrow('Circuit breaker is open');

    await clearFaults(sandbox());
    await expect(write()).rejects.toThrow('Circuit breaker is open');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + recoveryMs });
    await write();
    expect(breakerOf(service).state).toBe('closed');
    await write();
  });
});

test('a provider that never answers, or only after its time is over, is given up on', async () => {
  const given = providers.flatMap(({ provider, service, write }) => {
    const late = getService(service).timeoutMs + 1_000;
    return [
      { provider, write, fault: { mode: 'hang', times: 1 } },
      { provider, write, fault: { mode: 'delay', delay_ms: late, times: 1 } },
    ];
  });
  for (const { provider, fault } of given) await addFault(sandbox(), provider, fault);
  const outcomes = await Promise.allSettled(given.map(({ write }) => write()));
  for (const outcome of outcomes) {
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'service_unavailable' } });
  }
});
