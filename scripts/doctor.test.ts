import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { SENDING_KEY } from '@/sandbox/resend/start-resend';
import { useSandbox } from '@/test/sandbox';
import { useApi } from '@/test/serve-api';
import { leaveStandIns } from './stand-ins-file';

const api = useApi();
const sandbox = useSandbox({ appUrl: () => api() });
/** A process is started and every provider looked at. */
const SLOW_MS = 90_000;
const ROOT = path.resolve(import.meta.dirname, '..');

/** A checkout in which only the database is configured. */
let folder: string;
let takeAway = async () => {};

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pista-'));
  await symlink(path.join(ROOT, 'db'), path.join(folder, 'db'));
});
afterEach(() => takeAway());
afterAll(() => rm(folder, { recursive: true }));

/** Runs `npm run doctor` there. */
function doctor(): Promise<{ exitCode: number; said: string }> {
  // biome-ignore lint/style/noProcessEnv: the command is given what a shell would have
  const { PATH = '', DATABASE_URL = '' } = process.env;
  const command = ['--import', import.meta.resolve('tsx'), path.join(ROOT, 'scripts/doctor.ts')];
  const env = {
    PATH,
    DATABASE_URL,
    NODE_ENV: 'development' as const,
    TSX_TSCONFIG_PATH: path.join(ROOT, 'tsconfig.json'),
  };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, command, { cwd: folder, env }, (_, stdout, stderr) =>
      resolve({ exitCode: child.exitCode ?? 1, said: stdout + stderr }),
    );
  });
}

const lineOf = (said: string, id: string) => said.split('\n').find((line) => line.includes(` ${id} `)) ?? '';

test(
  'the doctor finds the stand-ins and the address of the copy that runs beside it',
  async () => {
    takeAway = await leaveStandIns(1, { ...sandbox().env, NEXTAUTH_URL: api() }, folder);
    const { said } = await doctor();
    for (const id of [
      'service.database',
      'service.payment',
      'service.email',
      'service.sms',
      'service.jobs',
      'service.cache',
    ]) {
      expect(lineOf(said, id)).toMatch(/^[✓!] .* answers/);
    }
    for (const id of [
      'webhooks.stripe.reachable',
      'webhooks.stripe.events',
      'webhooks.resend.events',
      'mail.domain',
    ]) {
      expect(lineOf(said, id)).toMatch(/^✓/);
    }
  },
  SLOW_MS,
);

test(
  'the doctor beside nothing says of each provider that it is down, and what to do, and fails',
  async () => {
    const { said, exitCode } = await doctor();

    expect(exitCode).toBe(1);
    expect(lineOf(said, 'service.database')).toMatch(/^[✓!] .* answers/);
    expect(lineOf(said, 'service.payment')).toMatch(/^✗ .* cannot be used/);
    expect(said).toContain('look at status.stripe.com and check STRIPE_SECRET_KEY');
    expect(lineOf(said, 'webhooks.stripe.reachable')).toMatch(/^✗/);
  },
  SLOW_MS,
);

test(
  'a key that its provider refuses fails the doctor, which says which one to change',
  async () => {
    const wrong = {
      UPSTASH_REDIS_REST_TOKEN: 'another-redis-token',
      STRIPE_SECRET_KEY: 'sk_test_wrong',
      RESEND_API_KEY: 're_wrong',
      TWILIO_AUTH_TOKEN: 'another-twilio-token',
      INNGEST_SIGNING_KEY: 'signkey-test-ffffffffffffffffffffffffffffffff',
    };
    takeAway = await leaveStandIns(1, { ...sandbox().env, NEXTAUTH_URL: api(), ...wrong }, folder);
    const { said, exitCode } = await doctor();

    expect(exitCode).toBe(1);
    for (const [id, provider, keys] of [
      ['service.cache', 'Redis', 'UPSTASH_REDIS_REST_TOKEN'],
      ['service.payment', 'Stripe', 'STRIPE_SECRET_KEY'],
      ['service.email', 'Resend', 'RESEND_API_KEY'],
      ['service.sms', 'Twilio', 'TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN'],
      ['jobs.registered', 'Inngest', 'INNGEST_SIGNING_KEY'],
    ] as const) {
      expect(lineOf(said, id)).toMatch(new RegExp(`^✗ .* ${provider} refuses ${keys}: `));
      expect(said).toContain(`Put a valid key of ${provider} into ${keys}`);
    }
  },
  SLOW_MS,
);

test(
  'a key of Resend that may only send is well, and what it cannot read is left to a look at Resend',
  async () => {
    const env = { ...sandbox().env, NEXTAUTH_URL: api(), RESEND_API_KEY: SENDING_KEY };
    takeAway = await leaveStandIns(1, env, folder);
    const { said } = await doctor();
    expect(lineOf(said, 'service.email')).toMatch(/^[✓!] .* answers/);
    expect(lineOf(said, 'mail.domain')).toMatch(/^! .* may only send/);
    expect(lineOf(said, 'webhooks.resend.endpoint')).toMatch(/^! .* may only send/);
    expect(said).toContain('See in Resend that pista.test is verified.');
  },
  SLOW_MS,
);
