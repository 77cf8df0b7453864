import type { AppFunction, Failure, InngestEvent, Memo } from './protocol';

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
  /** The keys that no other run of its function may share until this one ends. */
  singleton: string | undefined;
  /** The limits against which this run counts during a call. */
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
