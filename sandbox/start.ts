import { isLiveKey } from '@/lib/core/env';
import { NEEDED_EVENTS } from '@/lib/services/stripe/needed-events';
import { startDirectory } from './directory/start-directory';
import { startIdentity } from './identity/start-identity';
import { createOutbox, type Outbox } from './inbox/outbox';
import { startInngest } from './inngest/start-inngest';
import type { Crons } from './inngest/state';
import { type Playable, SANDBOX_KEYS } from './providers';
import { startRedis } from './redis/start-redis';
import { startResend } from './resend/start-resend';
import { SANDBOX_BUCKET, startS3 } from './s3/start-s3';
import type { Running } from './serve';
import { startStripe } from './stripe/start-stripe';
import { startTiles } from './tiles/start-tiles';
import { startTwilio } from './twilio/start-twilio';

export type SandboxOptions = {
  providers: readonly Playable[];
  /** The origin of the app's webhooks, or a function when its port is only known later. */
  appUrl: string | (() => string);
  /** The ports to listen on. A provider left out gets a free one. */
  ports?: Partial<Record<Playable, number>>;
  /** A Redis for the bridge, such as redis://127.0.0.1:6379. Without it the bridge starts its own or uses a map. */
  redisUrl?: string;
  /** The sandbox's clock, in epoch milliseconds. */
  now?: () => number;
  /** Whether cron functions start by that clock (the default) or only by hand. */
  crons?: Crons;
};

export type Sandbox = {
  /** The variables that point the app at the sandbox, and nothing else. */
  env: Record<string, string>;
  /** The origin of each started provider. */
  urls: Partial<Record<Playable, string>>;
  close(): Promise<void>;
};

type Stage = {
  port: number;
  appUrl: () => string;
  now: () => number;
  crons: Crons;
  redisUrl: string | undefined;
  outbox: Outbox;
};

type Part = {
  start: (stage: Stage) => Promise<Running>;
  env: (url: string) => Record<string, string>;
};

const keys = SANDBOX_KEYS;

/** How each provider is started, and the app's variables to find it at `url`. */
const PARTS: Record<Playable, Part> = {
  stripe: {
    // The same events as in production, so that nothing depends on another.
    start: (stage) => startStripe({ ...stage, enabledEvents: NEEDED_EVENTS }),
    env: (url) => ({
      STRIPE_API_BASE_URL: url,
      STRIPE_JS_URL: `${url}/stripe.js`,
      STRIPE_SECRET_KEY: keys.STRIPE_SECRET_KEY,
      STRIPE_PUBLISHABLE_KEY: keys.STRIPE_PUBLISHABLE_KEY,
      STRIPE_WEBHOOK_SECRET: keys.STRIPE_WEBHOOK_SECRET,
    }),
  },
  resend: {
    start: startResend,
    env: (url) => ({
      RESEND_BASE_URL: url,
      RESEND_API_KEY: keys.RESEND_API_KEY,
      RESEND_WEBHOOK_SECRET: keys.RESEND_WEBHOOK_SECRET,
      EMAIL_FROM: 'Pista <hola@pista.test>',
    }),
  },
  twilio: {
    start: startTwilio,
    env: (url) => ({
      TWILIO_API_BASE_URL: url,
      TWILIO_ACCOUNT_SID: keys.TWILIO_ACCOUNT_SID,
      TWILIO_AUTH_TOKEN: keys.TWILIO_AUTH_TOKEN,
      TWILIO_FROM: keys.TWILIO_FROM,
    }),
  },
  redis: {
    start: startRedis,
    env: (url) => ({
      UPSTASH_REDIS_REST_URL: url,
      UPSTASH_REDIS_REST_TOKEN: keys.UPSTASH_REDIS_REST_TOKEN,
    }),
  },
  inngest: {
    start: startInngest,
    env: (url) => ({
      INNGEST_BASE_URL: url,
      INNGEST_EVENT_KEY: keys.INNGEST_EVENT_KEY,
      INNGEST_SIGNING_KEY: keys.INNGEST_SIGNING_KEY,
    }),
  },
  directory: {
    start: startDirectory,
    env: (url) => ({ CLUB_DIRECTORY_URL: url }),
  },
  s3: {
    start: startS3,
    env: (url) => ({
      STORAGE_URL: `s3://${new URL(url).host}/${SANDBOX_BUCKET}`,
      STORAGE_ACCESS_KEY: keys.STORAGE_ACCESS_KEY,
      STORAGE_SECRET_KEY: keys.STORAGE_SECRET_KEY,
    }),
  },
  tiles: {
    start: startTiles,
    env: (url) => ({ MAP_TILES_URL: `${url}/{z}/{x}/{y}.svg` }),
  },
  identity: {
    start: startIdentity,
    env: (url) => ({
      OIDC_ISSUER: url,
      GOOGLE_CLIENT_ID: keys.GOOGLE_CLIENT_ID,
      GOOGLE_CLIENT_SECRET: keys.GOOGLE_CLIENT_SECRET,
      APPLE_CLIENT_ID: keys.APPLE_CLIENT_ID,
      APPLE_CLIENT_SECRET: keys.APPLE_CLIENT_SECRET,
    }),
  },
};

/**
 * Plays the requested providers, each on its own origin, until `close`. If one cannot be started, the others are
 * closed.
 * @throws Error beside a live Stripe key, so that no real money is near
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  // biome-ignore lint/style/noProcessEnv: the guard must see what the process was given
  refuseLiveKey(process.env.STRIPE_SECRET_KEY);
  const { appUrl, ports = {}, redisUrl, now = Date.now, crons = 'by_clock' } = options;
  const outbox = createOutbox();
  const running: Running[] = [];
  const sandbox: Sandbox = { env: {}, urls: {}, close: () => closeAll(running) };
  try {
    for (const provider of new Set(options.providers)) {
      const part = PARTS[provider];
      const started = await part.start({
        port: ports[provider] ?? 0,
        appUrl: typeof appUrl === 'string' ? () => appUrl : appUrl,
        now,
        crons,
        redisUrl,
        outbox,
      });
      running.push(started);
      sandbox.urls[provider] = started.url;
      Object.assign(sandbox.env, part.env(started.url));
    }
  } catch (error) {
    await closeAll(running);
    throw error;
  }
  return sandbox;
}

function refuseLiveKey(key: string | undefined): void {
  if (isLiveKey(key ?? '')) {
    throw new Error('STRIPE_SECRET_KEY is a live key; the sandbox does not run beside one.');
  }
}

const closeAll = async (running: Running[]) => {
  await Promise.all(running.splice(0).map((part) => part.close()));
};
