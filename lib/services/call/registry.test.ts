import { describe, expect, test } from 'vitest';
import { getService, listServices, SERVICE_NAMES } from './registry';

test('spec: test_service_registration — services are registered once, listed and looked up by name', () => {
  const registered = listServices();
  expect(Object.keys(registered)).toHaveLength(SERVICE_NAMES.length);
  expect(registered.payment).toBe(getService('payment'));

  expect(getService('payment')).toMatchObject({ provider: 'stripe', timeoutMs: 10_000 });
  expect(getService('email')).toMatchObject({ provider: 'resend', timeoutMs: 5_000 });
});

test('a service that is not registered cannot be asked for', () => {
  // @ts-expect-error: the table knows no such name
  expect(getService('fax')).toBeUndefined();
});

test('the endpoint of the database is shown without its password', () => {
  expect(getService('database').endpoint()).toMatch(/^postgres/);
  expect(new URL(getService('database').endpoint()).password).toBe('');
});

describe.each(SERVICE_NAMES)('%s', (name) => {
  const { timeoutMs, breaker, bulkhead, slowMs } = getService(name);

  test('a breaker lets a probe through at most thirty seconds after it opened, even if one prober dies', () => {
    expect(breaker.recoveryMs + Math.min(timeoutMs, breaker.recoveryMs)).toBeLessThanOrEqual(30_000);
  });

  test('waiting for a place stays within twenty seconds, though every call before is slow', () => {
    expect((bulkhead.queue / bulkhead.limit) * slowMs).toBeLessThanOrEqual(20_000);
  });
});
