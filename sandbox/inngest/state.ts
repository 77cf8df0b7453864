import type { CallQueue } from './call-queue';
import type { AppFunction, InngestEvent } from './protocol';
import type { Queue } from './queue';
import type { CallTask, Run, TimerTask } from './run';

/** A function's cron trigger and when it fires next. */
export type Schedule = { fn: AppFunction; cron: string; nextAt: number };

/** Whether cron functions start at their time, or only by `trigger`. */
export type Crons = 'by_clock' | 'by_hand';

/** The state of the engine, which ends with the process. */
export type State = {
  now: () => number;
  crons: Crons;
  backoffMs: readonly number[];
  log: (line: string) => void;
  app: { kind: 'unknown' } | { kind: 'up' } | { kind: 'down'; reason: string };
  paused: boolean;
  functions: Map<string, AppFunction>;
  schedules: Schedule[];
  /** Events not yet matched with functions. */
  inbox: InngestEvent[];
  calls: CallQueue;
  timers: Queue<TimerTask>;
  /** Calls under way. */
  calling: Set<CallTask>;
  /** Active runs and the last finished ones, oldest first. */
  runs: Map<string, Run>;
  finished: string[];
  /** When each idempotency key may start a run again, oldest first. */
  keys: Map<string, number>;
  /** When each rate-limit key let a run start. */
  starts: Map<string, number[]>;
};
