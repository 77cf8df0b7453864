import type { Provider } from './providers';

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

/** What every provider is started with. */
type Stage = { port: number; appUrl: () => string; redisUrl: string | undefined; now: () => number };
type Started = { url: string; env: Record<string, string>; close: () => Promise<void> };

/** How each provider is started and what the app must be told about it. */
const STARTERS: Partial<Record<Provider, (stage: Stage) => Promise<Started>>> = {};

/**
 * Plays the asked providers, each on its own origin of this machine, until `close`. A provider that cannot be
 * started takes down those already running.
 * @throws Error beside a live Stripe key, so that no real money can be near what is played
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  // biome-ignore lint/style/noProcessEnv: the guard must see what the process was given
  refuseLiveKey(process.env.STRIPE_SECRET_KEY);
  const { appUrl, ports = {}, redisUrl, now = Date.now } = options;
  const sandbox: Sandbox = { env: {}, urls: {}, close: () => closeAll(running) };
  const running: Started[] = [];
  try {
    for (const provider of new Set(options.providers)) {
      const started = await STARTERS[provider]?.({
        port: ports[provider] ?? 0,
        appUrl: typeof appUrl === 'string' ? () => appUrl : appUrl,
        redisUrl,
        now,
      });
      if (!started) throw new Error(`the sandbox cannot play ${provider} yet`);
      running.push(started);
      sandbox.urls[provider] = started.url;
      Object.assign(sandbox.env, started.env);
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

const closeAll = async (running: Started[]) => {
  await Promise.all(running.splice(0).map((started) => started.close()));
};
