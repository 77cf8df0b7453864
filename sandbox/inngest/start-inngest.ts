import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Reply, type Request, type Running, serve } from '../serve';
import { maxAttempts } from './apply-answer';
import { callFunction, fetchFunctions, reasonOf } from './call-app';
import { renderPage } from './page';
import type { AppFunction } from './protocol';
import { createPump, type Pump } from './pump';
import { receiveEvents } from './receive-events';
import { schedulesOf, startScheduled } from './schedule';
import type { State } from './state';
import { type RunView, viewRuns } from './view';

const SYNC_POLL_MS = 500;
const RESYNC_MS = 30_000;
/** Brisker than the server's 15 s, 30 s, 1 min, 2 min, so that a developer sees the end of it. */
const BACKOFF_MS = [1000, 5000, 15_000, 60_000];

export type InngestOptions = {
  port: number;
  /** Origin of the app; a function when it is known only later. */
  appUrl: string | (() => string);
  /** The clock of schedules, sleeps and retries, in epoch milliseconds. */
  now?: () => number;
  /** Wait before the second, third, … attempt of a step; the last one repeats. */
  backoffMs?: readonly number[];
  log?: (line: string) => void;
};

export type RunningInngest = Running & {
  /** Asks the app for its functions, again and again until it answers. */
  sync(): Promise<void>;
  /** Resolves once no call is under way and none is due within `withinMs` (default 0). */
  idle(withinMs?: number): Promise<void>;
  /** Every active run and the last 1,000 finished ones, newest first. */
  runs(): RunView[];
  /**
   * Runs a cron function now, named `app-function` or just `function`; answers with the run's id.
   * @throws Error when the app has no such function
   */
  trigger(functionId: string): string;
  /** Holds all calls back until `resume`. */
  pause(): void;
  resume(): void;
};

/**
 * Plays the Inngest server: takes events, keeps the app's schedule and runs its functions step by step, signed both
 * ways as in production. All in memory: what a crash loses, the app's sweeps find again. It plays event and cron
 * triggers, retries, `onFailure`, steps of every common kind, `cancelOn`, idempotency, concurrency, singleton, rate
 * limit and debounce; it ignores batching, throttling, priority, timeouts and cron jitter, and coalesces races as
 * `optimizeParallelism` does.
 */
export async function startInngest(options: InngestOptions): Promise<RunningInngest> {
  const appUrl = () => (typeof options.appUrl === 'string' ? options.appUrl : options.appUrl());
  const state = createState(options);
  const closing = new AbortController();
  const pump = createPump(state, ({ run, stepId, attempt }) =>
    callFunction(
      appUrl(),
      {
        functionId: run.fn.id,
        stepId,
        runId: run.id,
        event: run.event,
        memos: run.memos,
        attempt,
        maxAttempts: maxAttempts(run.fn),
      },
      closing.signal,
    ),
  );
  const inngest = {
    sync: () => sync(state, pump, appUrl, closing.signal),
    idle: (withinMs = 0) => pump.idle(withinMs),
    runs: () => viewRuns(state),
    trigger: (functionId: string) => {
      const run = startScheduled(state, getFunction(state, functionId), 'now');
      pump.run();
      return run.id;
    },
    pause: () => {
      state.paused = true;
    },
    resume: () => {
      state.paused = false;
      pump.run();
    },
  };
  const server = await serve((request) => route(request, state, pump, inngest), options.port);
  void keepInSync(state, pump, appUrl, closing.signal);
  return {
    ...server,
    ...inngest,
    close: async () => {
      closing.abort();
      pump.stop();
      await server.close();
    },
  };
}

const createState = ({ now = Date.now, backoffMs = BACKOFF_MS, log = () => {} }: InngestOptions): State => ({
  now,
  backoffMs,
  log,
  app: { kind: 'unknown' },
  paused: false,
  functions: new Map(),
  schedules: [],
  inbox: [],
  tasks: new Set(),
  calling: new Set(),
  runs: new Map(),
  finished: [],
  keys: new Map(),
  starts: new Map(),
});

async function keepInSync(state: State, pump: Pump, appUrl: () => string, closing: AbortSignal) {
  for (let syncedAt = 0; !closing.aborted; await sleep(SYNC_POLL_MS, undefined, { ref: false })) {
    if (state.app.kind === 'up' && Date.now() - syncedAt < RESYNC_MS) continue;
    await sync(state, pump, appUrl, closing);
    syncedAt = Date.now();
  }
}

async function sync(state: State, pump: Pump, appUrl: () => string, closing: AbortSignal): Promise<void> {
  while (!closing.aborted) {
    try {
      adopt(state, await fetchFunctions(appUrl(), closing));
      return pump.run();
    } catch (error) {
      const reason = reasonOf(error);
      if (state.app.kind !== 'down' || state.app.reason !== reason) state.log(`inngest: ${reason}`);
      state.app = { kind: 'down', reason };
      await sleep(SYNC_POLL_MS, undefined, { ref: false });
    }
  }
}

function adopt(state: State, functions: AppFunction[]): void {
  state.schedules = schedulesOf(functions, state);
  state.functions = new Map(functions.map((fn) => [fn.id, fn]));
  if (state.app.kind !== 'up') state.log(`inngest: the app has ${functions.length} functions`);
  state.app = { kind: 'up' };
}

function getFunction(state: State, functionId: string): AppFunction {
  const fn = [...state.functions.values()].find(
    ({ id }) => id === functionId || id.endsWith(`-${functionId}`),
  );
  if (!fn) throw new Error(`The app has no function ${functionId}.`);
  return fn;
}

const triggerSchema = z.object({ function_id: z.string() });
const idleSchema = z.object({ within_ms: z.number().min(0).default(0) });

async function route(
  request: Request,
  state: State,
  pump: Pump,
  inngest: Omit<RunningInngest, keyof Running>,
): Promise<Reply> {
  if (request.method === 'POST' && request.path.startsWith('/e/')) {
    return receiveEvents(request, state.now(), (events) => {
      state.inbox.push(...events);
      pump.run();
    });
  }
  switch (`${request.method} ${request.path}`) {
    case 'GET /':
      return { headers: { 'content-type': 'text/html; charset=utf-8' }, body: renderPage(state) };
    case 'GET /health':
      return { body: { status: 200, message: 'OK' } };
    case 'POST /fn/register':
      void inngest.sync();
      return { body: { ok: true, modified: true } };
    case 'GET /_control/runs':
      return { body: { app: state.app, functions: [...state.functions.keys()], runs: inngest.runs() } };
    case 'POST /_control/trigger':
      return { body: { run_id: inngest.trigger(triggerSchema.parse(JSON.parse(request.body)).function_id) } };
    case 'POST /_control/pause':
      inngest.pause();
      return { body: { paused: true } };
    case 'POST /_control/resume':
      inngest.resume();
      return { body: { paused: false } };
    case 'POST /_control/idle':
      await inngest.idle(idleSchema.parse(JSON.parse(request.body || '{}')).within_ms);
      return { body: { idle: true } };
    default:
      return { status: 404, body: { error: `The sandbox does not play ${request.method} ${request.path}` } };
  }
}
