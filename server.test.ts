import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, inject, it } from 'vitest';
import { SANDBOX_KEYS } from '@/sandbox/providers';

// What is empty here is not looked up in a developer's .env.
const complete = {
  ...SANDBOX_KEYS,
  ALLOW_SANDBOX: '',
  INNGEST_DEV: '',
  PISTA_CRASH_AT: '',
  PISTA_SANDBOX: '',
  DATABASE_URL: inject('serverUrl'),
  EMAIL_FROM: 'Pista <hola@pista.test>',
  LOG_LEVEL: 'silent',
  METRICS_TOKEN: '',
  NEXTAUTH_SECRET: 'a-secret-that-only-tests-know-0123456789',
  NEXTAUTH_URL: 'http://localhost:3000',
  PORT: '0',
  UPSTASH_REDIS_REST_URL: 'http://127.0.0.1:1',
};

const MIXED_KEYS =
  'STRIPE_SECRET_KEY and STRIPE_PUBLISHABLE_KEY must both be test keys or both be live keys\n';

/** Starts the server in nothing but this environment and waits until it has given up. */
async function start(
  environment: Record<string, string>,
): Promise<{ exitCode: number | null; said: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'server.ts'], {
    env: { ...environment, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [said] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { exitCode: child.exitCode, said };
}

describe('the production server', () => {
  it('refuses to start on missing keys and names each of them', async () => {
    await expect(start({ ...complete, STRIPE_SECRET_KEY: '', NEXTAUTH_SECRET: '' })).resolves.toEqual({
      exitCode: 1,
      said: 'STRIPE_SECRET_KEY is missing\nNEXTAUTH_SECRET is missing\n',
    });
  });

  it('refuses to start on a database that was never migrated, and says how to', async () => {
    const { exitCode, said } = await start(complete);
    expect(exitCode).toBe(1);
    expect(said).toMatch(/^The database lacks \d+ migration\(s\): run "npm run db:migrate"\./);
    expect(said).toContain('The constraint reservations_no_overlap is missing: a court could be sold twice.');
  });

  it.each([
    [{ PISTA_SANDBOX: 'all' }, 'PISTA_SANDBOX needs ALLOW_SANDBOX=1 when NODE_ENV is production\n'],
    [
      { PISTA_SANDBOX: 'inngest', ALLOW_SANDBOX: '1', STRIPE_SECRET_KEY: 'sk_live_1' },
      'PISTA_SANDBOX is refused beside a live STRIPE_SECRET_KEY\n',
    ],
    [{ INNGEST_DEV: '1' }, 'INNGEST_DEV is refused in production and beside a live STRIPE_SECRET_KEY\n'],
    [
      { PISTA_CRASH_AT: 'intent_created' },
      'PISTA_CRASH_AT is only for tests: it is refused without NODE_ENV=test\n',
    ],
    [{ STRIPE_SECRET_KEY: 'sk_live_1' }, MIXED_KEYS],
    [{ STRIPE_SECRET_KEY: 'rk_live_1' }, MIXED_KEYS],
    [{ STRIPE_PUBLISHABLE_KEY: 'pk_live_1' }, MIXED_KEYS],
    [
      {
        STRIPE_SECRET_KEY: 'sk_live_1',
        STRIPE_PUBLISHABLE_KEY: 'pk_live_1',
        STRIPE_API_BASE_URL: 'https://stripe.evil.example',
      },
      'STRIPE_API_BASE_URL must be an https:// address of stripe.com, or empty, beside a live STRIPE_SECRET_KEY\n',
    ],
    [
      { NEXTAUTH_URL: 'http://pista.example' },
      'NEXTAUTH_URL must start with https:// in production, except on this machine alone\n',
    ],
    [{ METRICS_TOKEN: 'secret78' }, 'METRICS_TOKEN must have at least 32 characters\n'],
  ])('refuses to start with %j', async (extra, said) => {
    await expect(start({ ...complete, ...extra })).resolves.toEqual({ exitCode: 1, said });
  });
});
