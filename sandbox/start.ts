import { createOutbox, type Outbox } from './inbox/outbox';
import { type Provider, SANDBOX_KEYS } from './providers';
import { startResend } from './resend/start-resend';
import type { Running } from './serve';
import { startTwilio } from './twilio/start-twilio';

export type SandboxOptions = {
  providers: readonly Provider[];
  /** Where the app's webhooks live; a function when its port is only known later. */
  appUrl: string | (() => string);
  /** Ports to listen on; a provider left out gets a free one. */
  ports?: Partial<Record<Provider, number>>;
  /** A Redis to stand before, such as redis://127.0.0.1:6379; without it the bridge starts its own or keeps a map. */
  redisUrl?: string;
  /** The sandbox's clock, in epoch milliseconds. */
  now?: () => number;
};

export type Sandbox = {
  /** The variables that point the app at what was started, and nothing else. */
  env: Record<string, string>;
  /** The origin of each started provider. */
  urls: Partial<Record<Provider, string>>;
  close(): Promise<void>;
};

type Stage = {
  port: number;
  appUrl: () => string;
  now: () => number;
  redisUrl: string | undefined;
  outbox: Outbox;
};

type Part = {
  start: (stage: Stage) => Promise<Running>;
  /** What the app must be told to find the provider at `url`. */
  env: (url: string) => Record<string, string>;
};

const { RESEND_API_KEY, RESEND_WEBHOOK_SECRET, TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_FROM } =
  SANDBOX_KEYS;

const PARTS: Partial<Record<Provider, Part>> = {
  resend: {
    start: startResend,
    env: (url) => ({
      RESEND_BASE_URL: url,
      RESEND_API_KEY,
      RESEND_WEBHOOK_SECRET,
      EMAIL_FROM: 'Pista <hola@pista.test>',
    }),
  },
  twilio: {
    start: startTwilio,
    env: (url) => ({ TWILIO_API_BASE_URL: url, TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, TWILIO_FROM }),
  },
};

/**
 * Plays the asked providers, each on its own origin of this machine, until `close`. A provider that cannot be
 * started takes down those already running.
 * @throws Error beside a live Stripe key, so that no real money can be near what is played
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  // biome-ignore lint/style/noProcessEnv: the guard must see what the process was given
  refuseLiveKey(process.env.STRIPE_SECRET_KEY);
  const { appUrl, ports = {}, redisUrl, now = Date.now } = options;
  const outbox = createOutbox();
  const running: Running[] = [];
  const sandbox: Sandbox = { env: {}, urls: {}, close: () => closeAll(running) };
  try {
    for (const provider of new Set(options.providers)) {
      const part = PARTS[provider];
      if (!part) throw new Error(`the sandbox cannot play ${provider} yet`);
      const started = await part.start({
        port: ports[provider] ?? 0,
        appUrl: typeof appUrl === 'string' ? () => appUrl : appUrl,
        now,
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
  if (/^(sk|rk)_live_/.test(key ?? '')) {
    throw new Error('STRIPE_SECRET_KEY is a live key; the sandbox does not run beside one.');
  }
}

const closeAll = async (running: Running[]) => {
  await Promise.all(running.splice(0).map((part) => part.close()));
};
