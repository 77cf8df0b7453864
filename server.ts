import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, Server } from 'node:http';
import { Server as TcpServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { closeDatabase, sql } from '@/db';
import { assertDatabase } from '@/db/assert-database';
import { DatabaseError } from '@/db/database-error';
import { EnvError, env } from '@/lib/core/env';
import { AppError, notFound } from '@/lib/core/errors';
import { log } from '@/lib/core/log';
import { LIVE_PATH, type Live, startLive } from '@/lib/live/live';
import { guardDatabase } from '@/lib/services/call/guard-database';
import { refuseUnsignedJobs } from '@/lib/services/inngest/refuse-unsigned-jobs';
import { registerJobs } from '@/lib/services/inngest/register-jobs';
import { refuseUpgrade } from '@/lib/web/refuse-upgrade';
import { cutSlowBodies } from '@/lib/web/server/cut-slow-bodies';
import { guardRequests } from '@/lib/web/server/guard-requests';
import { identifyRequests } from '@/lib/web/server/identify-requests';
import { leadHome } from '@/lib/web/server/lead-home';
import { outliveOutput } from '@/lib/web/server/outlive-output';
import { claimServer } from '@/lib/web/server/own-server';
import { SERVER_LIMITS } from '@/lib/web/server/server-limits';
import { chooseProviders } from '@/scripts/choose-providers';
import { loadEnvFile } from '@/scripts/load-env-file';
import { onStop } from '@/scripts/on-stop';

const DRAIN_MS = 10_000;
/** Who asks on a connection within this time after a stop is answered, and told to use it no more. */
const QUIET_MS = 1_000;

type App = { handle: RequestListener; upgrade: UpgradeListener; close: () => Promise<void> };
type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** `--dev` compiles the sources on request. Without it the build is served. */
const development = process.argv.includes('--dev');

async function main(): Promise<void> {
  outliveOutput();
  loadEnvFile();
  const stopPlaying = await playProviders();
  try {
    await serve(stopPlaying);
  } catch (error) {
    await stopPlaying();
    await closeDatabase();
    throw error;
  }
}

/**
 * Starts the providers of PISTA_SANDBOX and completes this process's environment. The given NODE_ENV decides what
 * production refuses, so that a bare `npm start` may use the sandbox.
 */
async function playProviders(): Promise<() => Promise<void>> {
  // biome-ignore-start lint/style/noProcessEnv: start-up completes the environment that lib/core/env.ts then parses
  const providers = chooseProviders(process.env);
  if (process.env.PISTA_CRASH_AT && process.env.NODE_ENV !== 'test') {
    throw new EnvError('PISTA_CRASH_AT is only for tests: it is refused without NODE_ENV=test');
  }
  refuseUnsignedJobs(process.env);
  // React and Next choose their builds by this name when they are loaded.
  Object.assign(process.env, { NODE_ENV: development ? 'development' : 'production' });
  // Node asks the system at each read, and Next and Inngest read many of them for each request.
  process.env = { ...process.env };
  if (providers.length === 0) return async () => {};

  const { startSandbox } = await import('@/sandbox/start').catch((cause: unknown) => {
    throw new EnvError('PISTA_SANDBOX needs the development dependencies: install without --omit=dev', {
      cause,
    });
  });
  const appUrl = process.env.NEXTAUTH_URL || `http://localhost:${process.env.PORT || 3000}`;
  const sandbox = await startSandbox({ providers, appUrl });
  Object.assign(process.env, sandbox.env);
  // biome-ignore-end lint/style/noProcessEnv: start-up is over
  return () => sandbox.close();
}

async function serve(stopPlaying: () => Promise<void>): Promise<void> {
  const port = env().PORT;
  claimServer();
  guardDatabase();
  await assertDatabase(sql());
  // Before Next, which blocks for seconds while it loads, so that a busy machine would let the connection time out.
  const live = await startLive();
  const app = await prepareApp(port);
  const server = createServer(SERVER_LIMITS, (request, response) => {
    // A draining server must get no further request on the same connection.
    if (!server.listening) response.setHeader('Connection', 'close');
    app.handle(request, response);
  });
  server.maxConnections = 10_000;
  server.on('upgrade', (request, socket, head) => upgrade(app, live, request, socket, head));
  await listen(server, port);
  announceJobs(server);
  process.stdout.write(`Pista listens on ${env().NEXTAUTH_URL}\n`);
  stopOnSignal(server, app, live, stopPlaying);
}

async function listen(server: Server, port: number): Promise<void> {
  server.listen(port);
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE' ? new EnvError(`PORT ${port} is taken by another program`) : error;
  });
}

/** So that nobody must register after a deploy. The doctor reports a failure too. */
function announceJobs(server: Server): void {
  const address = server.address();
  if (typeof address !== 'object' || address === null) return;
  registerJobs(`http://localhost:${address.port}`).catch((error: unknown) => {
    log().warn({ err: error }, 'the job engine was not told of our functions');
  });
}

async function prepareApp(port: number): Promise<App> {
  const { default: next } = await import('next');
  // Next adds its own upgrade listener to the server it is given. This server keeps it away from our sockets.
  const nextUpgrades = new Server();
  const app = next({ dev: development, port, httpServer: nextUpgrades });
  await app.prepare();
  const handle = identifyRequests(cutSlowBodies(guardRequests(app.getRequestHandler())), {
    trustsProxy: env().TRUST_PROXY === '1',
  });
  return {
    handle: development ? leadHome(handle) : handle,
    upgrade: (request, socket, head) => nextUpgrades.emit('upgrade', request, socket, head),
    close: () => app.close(),
  };
}

/** The one place that lets a connection leave HTTP. */
function upgrade(app: App, live: Live, request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const target = request.url ?? '';
  // Next would fetch an absolute address on the caller's behalf.
  if (!target.startsWith('/'))
    refuseUpgrade(request, socket, new AppError('invalid_input', 'Ask for a path.'));
  else if (target.split('?', 1)[0] === LIVE_PATH) live.upgrade(request, socket, head);
  else if (development && target.startsWith('/_next/')) app.upgrade(request, socket, head);
  else refuseUpgrade(request, socket, notFound('socket'));
}

/**
 * Stops accepting, gives running requests ten seconds, then closes what it used. Node's own `close` of an HTTP server
 * would at once cut idle connections, on which a request may just be arriving.
 */
function stopOnSignal(server: Server, app: App, live: Live, stopPlaying: () => Promise<void>): void {
  onStop(async () => {
    const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    const closed = once(server, 'close');
    TcpServer.prototype.close.call(server);
    setTimeout(() => server.closeIdleConnections(), QUIET_MS);
    await live.close();
    await closed;
    clearTimeout(cut);
    await app.close();
    await closeDatabase();
    await stopPlaying();
    process.exit(0);
  });
}

main().catch((error: unknown) => {
  const told = error instanceof EnvError || error instanceof DatabaseError;
  process.stderr.write(
    `${told ? error.message : (error instanceof Error && error.stack) || String(error)}\n`,
  );
  process.exit(1);
});
