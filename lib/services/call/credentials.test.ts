import { inspect } from 'node:util';
import pino from 'pino';
import { describe, expect, test } from 'vitest';
import { SANDBOX_KEYS } from '@/sandbox/providers';
import { credential, PermissionError } from './credentials';

describe('spec: test_service_isolation', () => {
  test('each service gets its own key', () => {
    expect(credential('STRIPE_SECRET_KEY', 'payment').reveal()).toBe(SANDBOX_KEYS.STRIPE_SECRET_KEY);
    expect(credential('RESEND_API_KEY', 'email').reveal()).toBe(SANDBOX_KEYS.RESEND_API_KEY);
    expect(credential('TWILIO_AUTH_TOKEN', 'sms').reveal()).toBe(SANDBOX_KEYS.TWILIO_AUTH_TOKEN);
  });

  test.each([
    ['RESEND_API_KEY', 'payment'],
    ['STRIPE_SECRET_KEY', 'email'],
    ['STRIPE_WEBHOOK_SECRET', 'sms'],
    ['DATABASE_URL', 'jobs'],
  ] as const)('%s is refused to the %s service', (name, service) => {
    expect(() => credential(name, service)).toThrow(PermissionError);
  });
});

describe('a key shows itself to nobody who does not ask by name', () => {
  const secret = credential('STRIPE_SECRET_KEY', 'payment');
  const ways: Record<string, () => string> = {
    'a text': () => `${secret}`,
    'a JSON document': () => JSON.stringify({ secret, list: [secret] }),
    'an inspection': () => inspect({ secret }, { depth: null, showHidden: true }),
    'a copy': () => JSON.stringify({ ...secret }),
    'an error message': () => new Error(`bad key ${secret}`).message,
    'a log line': () => logged({ secret, err: Object.assign(new Error('failed'), { secret }) }),
  };
  test.each(Object.keys(ways))('not in %s', (way) => {
    expect(ways[way]?.()).not.toContain(SANDBOX_KEYS.STRIPE_SECRET_KEY);
  });
});

function logged(entry: object): string {
  const lines: string[] = [];
  pino({}, { write: (line: string) => void lines.push(line) }).error(entry);
  return lines.join('');
}
