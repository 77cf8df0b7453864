import type { CallQueue } from './call-queue';
import type { AppFunction, Failure, InngestEvent, Memo } from './protocol';
import type { Queue } from './queue';

export type Run = {
  id: string;
  fn: AppFunction;
  /** The event's name, or the cron line. */
  trigger: string;
  event: InngestEvent;
  startedAt: number;
  /** Finished steps in the order they finished. */
  memos: Map<string, Memo>;
  /** Steps the app has named and that have not finished. */
  pending: Set<string>;
  /** The run and step that wait for this one. */
  caller: { run: Run; stepId: string } | undefined;
  /** What no other run of its function may share before this one has ended. */
  singleton: string | undefined;
  /** What this run counts against while it is being called. */
  lanes: { key: string; limit: number }[];
  calls: number;
  /** Failed tries of the step it stands at, and the last failure. */
  attempt: number;
  error: Failure | undefined;
  outcome: Outcome | undefined;
};

export type Outcome =
  | { kind: 'completed'; at: number; output: unknown }
  | { kind: 'failed'; at: number; error: Failure }
  | { kind: 'cancelled'; at: number };

export type CallTask = { kind: 'call'; run: Run; stepId: string; attempt: number; dueAt: number };

/** Finishes a pending step with `memo` when due, or with the awaited event before that. */
export type TimerTask = {
  kind: 'timer';
  run: Run;
  stepId: string;
  dueAt: number;
  memo: Memo;
  awaits?: { event: string; if: string | undefined };
};

/** A function's cron trigger and when it fires next. */
export type Schedule = { fn: AppFunction; cron: string; nextAt: number };

/** Whether cron functions start when their time has come, or only when `trigger` is called. */
export type Crons = 'by_clock' | 'by_hand';

/** Everything the executor knows; it lives and dies with the process. */
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
