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
  const tiles =
    'must be an address of one host with {z}, {x} and {y}, such as https://tiles.example/{z}/{x}/{y}.png';
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
    ['MAP_TILES_URL', '/{z}/{x}/{y}', url],
    ['MAP_TILES_URL', 'https://{s}.tiles.example/{z}/{x}/{y}.png', tiles],
    ['MAP_TILES_URL', 'https://tiles.example/{z}/{x}.png', tiles],
    ['STRIPE_SECRET_KEY', 'pk_test_1', 'must start with sk_test_ or sk_live_'],
    ['STRIPE_WEBHOOK_SECRET', 'whsec_a,b', 'must start with whsec_'],
    ['METRICS_TOKEN', 'a-token-of-31-characters-012345', 'must have at least 32 characters'],
    ['TWILIO_AUTH_TOKEN', 'short', 'is too short to be a real secret'],
    ['NEXTAUTH_SECRET', 'short', 'must have at least 32 characters'],
    ['TRUST_PROXY', 'yes', 'must be 1 or empty'],
    ['CLUB_SIGNUP', 'yes', 'must be open or empty'],
  ])('says of %s=%s in one sentence what is wrong with it', (name, value, sentence) => {
    expect(complaint({ [name]: value })).toBe(`${name} ${sentence}`);
  });
});

describe('the environment of production', () => {
  const live = {
    NODE_ENV: 'production',
    STRIPE_SECRET_KEY: 'sk_live_1',
    STRIPE_PUBLISHABLE_KEY: 'pk_live_1',
  };
  const inProduction = (changes: Record<string, string>) => complaint({ NODE_ENV: 'production', ...changes });

  it.each([
    ['STRIPE_API_BASE_URL', 'stripe.com', ['https://api.stripe.com', 'https://stripe.com']],
    ['STRIPE_JS_URL', 'stripe.com', ['https://js.stripe.com/endive/stripe.js']],
    ['RESEND_BASE_URL', 'resend.com', ['https://api.resend.com']],
    ['TWILIO_API_BASE_URL', 'twilio.com', ['https://api.twilio.com', 'https://api.dublin.ie1.twilio.com']],
  ])('shows nobody but its owner, by %s, what stands beside a live key', (name, domain, own) => {
    const sentence = `must be an https:// address of ${domain}, or empty, beside a live STRIPE_SECRET_KEY`;
    const foreign = [`https://${domain}.evil.example`, `https://evil${domain}`, 'http://127.0.0.1:1'];
    for (const url of [...foreign, `http://api.${domain}`]) {
      expect(complaint({ ...live, [name]: url }), url).toBe(`${name} ${sentence}`);
      expect(inProduction({ [name]: url }), `${url} beside a test key`).toBe('');
    }
    for (const url of own) expect(complaint({ ...live, [name]: url }), url).toBe('');
  });

  it('has no stand-in for Google and Apple beside a live key', () => {
    const url = 'http://127.0.0.1:1';
    expect(complaint({ ...live, OIDC_ISSUER: url })).toBe(
      'OIDC_ISSUER must be empty beside a live STRIPE_SECRET_KEY',
    );
    expect(inProduction({ OIDC_ISSUER: url })).toBe('');
  });

  it.each(['GOOGLE', 'APPLE'])('names a client of %s with its secret, or neither', (site) => {
    const [id, secret] = [`${site}_CLIENT_ID`, `${site}_CLIENT_SECRET`];
    expect(complaint({ [secret]: '' })).toBe(`${secret} is missing`);
    expect(complaint({ [id]: '' })).toBe(`${id} is missing`);
    expect(complaint({ [id]: '', [secret]: '' })).toBe('');
  });

  it('sends nothing in the open, except to this machine', () => {
    const sentence = 'NEXTAUTH_URL must start with https:// in production, except on this machine alone';
    for (const host of ['pista.example', '192.168.1.5:3000', 'localhost.evil.example', '127.0.0.1.nip.io']) {
      expect(inProduction({ NEXTAUTH_URL: `http://${host}` }), host).toBe(sentence);
      expect(inProduction({ NEXTAUTH_URL: `https://${host}` }), host).toBe('');
    }
    for (const host of ['localhost:3000', 'pista.localhost', '127.0.0.1:3000', '[::1]:3000']) {
      expect(inProduction({ NEXTAUTH_URL: `http://${host}` }), host).toBe('');
    }
    expect(complaint({ NODE_ENV: 'development', NEXTAUTH_URL: 'http://192.168.1.5:3000' })).toBe('');
  });
});
