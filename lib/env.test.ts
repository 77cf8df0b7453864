import { describe, expect, it } from 'vitest';
import { SANDBOX_KEYS } from '@/sandbox/providers';
import { EnvError, parseEnv } from './env';

const complete = {
  ...SANDBOX_KEYS,
  NODE_ENV: 'test',
  DATABASE_URL: 'postgres://localhost/pista',
  EMAIL_FROM: 'Pista <hola@pista.test>',
  NEXTAUTH_SECRET: 'a-secret-that-only-tests-know-0123456789',
  NEXTAUTH_URL: 'http://localhost:3000',
  UPSTASH_REDIS_REST_URL: 'http://localhost:1',
} as const;

function complaint(changes: Record<string, string>): string {
  try {
    parseEnv({ ...complete, ...changes });
    return '';
  } catch (error) {
    if (error instanceof EnvError) return error.message;
    throw error;
  }
}

describe('the environment', () => {
  it('is complete with what is not optional, and an empty name counts as missing', () => {
    expect(parseEnv({ ...complete, PORT: '', INNGEST_DEV: '' })).toMatchObject({
      PORT: 3000,
      LOG_LEVEL: 'info',
      DATABASE_POOL: 10,
    });
    expect(complaint({ NEXTAUTH_SECRET: '', DATABASE_URL: '' })).toBe(
      'DATABASE_URL is missing\nNEXTAUTH_SECRET is missing',
    );
  });

  const url = 'must be an absolute URL, such as https://pista.example';
  it.each([
    ['PORT', 'abc', 'must be a whole number from 0 to 65535'],
    ['PORT', '70000', 'must be a whole number from 0 to 65535'],
    ['DATABASE_POOL', '1', 'must be a whole number from 2 to 200'],
    ['DATABASE_POOL', '2.5', 'must be a whole number from 2 to 200'],
    ['LOG_LEVEL', 'verbose', 'must be one of trace, debug, info, warn, error, silent'],
    ['NODE_ENV', 'staging', 'must be one of development, production, test'],
    ['DATABASE_URL', 'mysql://localhost/pista', 'must be a postgres:// address'],
    ['NEXTAUTH_URL', 'localhost:3000', url],
    ['NEXTAUTH_URL', 'ftp://pista.example', url],
    ['STRIPE_API_BASE_URL', 'stripe', url],
    ['STRIPE_SECRET_KEY', 'pk_test_1', 'must start with sk_test_ or sk_live_'],
    ['STRIPE_WEBHOOK_SECRET', 'whsec_a,b', 'must start with whsec_'],
    ['METRICS_TOKEN', 'short', 'is too short to be a real secret'],
    ['NEXTAUTH_SECRET', 'short', 'must have at least 32 characters'],
    ['TRUST_PROXY', 'yes', 'must be 1 or empty'],
  ])('says of %s=%s in one sentence what is wrong with it', (name, value, sentence) => {
    expect(complaint({ [name]: value })).toBe(`${name} ${sentence}`);
  });
});
