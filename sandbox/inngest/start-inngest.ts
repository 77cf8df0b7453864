import { type Running, serve } from '../serve';
import { maxAttempts } from './apply-answer';
import { callFunction } from './call-app';
import { CallQueue } from './call-queue';
import type { Controls } from './controls';
import { createPump } from './pump';
import { Queue } from './queue';
import { route } from './route';
import type { CallTask } from './run';
import { startScheduled } from './schedule';
import type { Crons, Schedule, State } from './state';
import { adopt, keepInSync, sync } from './sync';
import { viewRuns } from './view';

/** Shorter than the server's 15 s, 30 s, 1 min, 2 min, so that a developer sees the last one. */
const BACKOFF_MS = [1000, 5000, 15_000, 60_000];

export type InngestOptions = {
  port: number;
  /** Origin of the app, or a function when it is known only later. */
  appUrl: string | (() => string);
  /** The clock of schedules, sleeps and retries, in epoch milliseconds. */
  now?: () => number;
  crons?: Crons;
  /** The waits before the second, third, … attempt of a step. The last one repeats. */
  backoffMs?: readonly number[];
  log?: (line: string) => void;
};

export type RunningInngest = Running & Controls;

/**
 * Plays the Inngest server in memory, step by step and signed as in production. It plays all that the app uses, but
 * no batching, throttling, priority, timeouts and cron jitter.
 */
export async function startInngest(options: InngestOptions): Promise<RunningInngest> {
  const { appUrl: url } = options;
  const appUrl = typeof url === 'string' ? () => url : url;
  const state = createState(options);
  const closing = new AbortController();
  const pump = createPump(state, (task) => callFunction(callOf(task), closing.signal));
  const syncing = { state, appUrl, closing: closing.signal, onSynced: pump.run };
  const controls: Controls = {
    sync: () => sync(syncing),
    register: (functions) => {
      adopt(state, functions);
      pump.run();
    },
    idle: pump.idle,
    runs: () => viewRuns(state),
    trigger: (functionId) => {
      const run = startScheduled(state, getSchedule(state, functionId));
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
  const server = await serve((request) => route(request, state, controls, pump.run), options.port);
  void keepInSync(syncing);
  return {
    ...server,
    ...controls,
    close: async () => {
      closing.abort();
      pump.stop();
      await server.close();
    },
  };
}

const createState = ({
  now = Date.now,
  crons = 'by_clock',
  backoffMs = BACKOFF_MS,
  log = () => {},
}: InngestOptions): State => ({
  now,
  crons,
  backoffMs,
  log,
  app: { kind: 'unknown' },
  paused: false,
  functions: new Map(),
  schedules: [],
  inbox: [],
  calls: new CallQueue(),
  timers: new Queue(),
  calling: new Set(),
  runs: new Map(),
  finished: [],
  keys: new Map(),
  starts: new Map(),
});

const callOf = ({ run, stepId, attempt }: CallTask) => ({
  url: run.fn.steps.step.runtime.url,
  stepId,
  runId: run.id,
  event: run.event,
  memos: run.memos,
  attempt,
  maxAttempts: maxAttempts(run.fn),
});

function getSchedule(state: State, functionId: string): Schedule {
  const schedule = state.schedules.find(
    ({ fn: { id } }) => id === functionId || id.endsWith(`-${functionId}`),
  );
  if (!schedule) throw new Error(`The app has no cron function ${functionId}.`);
  return schedule;
}
