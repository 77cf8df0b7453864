import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Inngest, type InngestFunction } from 'inngest';
import { serve } from 'inngest/node';
import { onTestFinished } from 'vitest';
import { SANDBOX_KEYS } from '../providers';
import { type RunningInngest, startInngest } from './start-inngest';
import type { Crons } from './state';

type Define = (client: Inngest) => InngestFunction.Any[];

const quiet = { info() {}, warn() {}, error() {}, debug() {} };

/** A clock that stands still until a test moves it. */
export function createClock(startIso = '2026-03-02T10:00:00Z') {
  let nowMs = Date.parse(startIso);
  return {
    now: () => nowMs,
    advance: (ms: number) => {
      nowMs += ms;
    },
  };
}

/** The sandbox and an app with the real SDK in its production mode, closed when the test ends. */
export async function startPair(
  define: Define,
  {
    clock = createClock(),
    signingKey = SANDBOX_KEYS.INNGEST_SIGNING_KEY as string,
    crons = 'by_clock' as Crons,
  } = {},
) {
  let port = 0;
  const inngest = await startInngest({
    port: 0,
    appUrl: () => `http://127.0.0.1:${port}`,
    now: clock.now,
    crons,
    backoffMs: [1000, 5000],
  });
  const client = new Inngest({
    id: 'app',
    isDev: false,
    baseUrl: inngest.url,
    eventKey: SANDBOX_KEYS.INNGEST_EVENT_KEY,
    signingKey,
    checkpointing: false,
    logger: quiet,
  });
  const app = new App(client);
  onTestFinished(async () => {
    await app.stop();
    await inngest.close();
  });
  port = await app.start(define(client));
  return { inngest, client, app, clock };
}

/** Waits for the sandbox to know the app's functions before the test goes on. */
export async function startSynced(...options: Parameters<typeof startPair>) {
  const pair = await startPair(...options);
  await pair.inngest.sync();
  return pair;
}

class App {
  /** Cuts the connection of this many calls instead of answering. */
  cuts = 0;
  private server: Server | undefined;
  private port = 0;
  constructor(private readonly client: Inngest) {}

  /** Serves these functions, after a restart on the same port. */
  async start(functions: InngestFunction.Any[]): Promise<number> {
    const handler = serve({ client: this.client, functions });
    const server = createServer((request, response) => {
      if (request.method !== 'POST' || this.cuts === 0) return void handler(request, response);
      this.cuts -= 1;
      request.socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.server = server;
    this.port = (server.address() as AddressInfo).port;
    return this.port;
  }

  async stop(): Promise<void> {
    const server = this.server;
    this.server = undefined;
    if (!server) return;
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }
}

/** The only run of a function that is known. */
export function onlyRun(inngest: RunningInngest, functionId: string) {
  const [run, ...others] = inngest.runs().filter((candidate) => candidate.function_id === functionId);
  if (!run || others.length > 0) throw new Error(`expected one run of ${functionId}`);
  return run;
}
