import { randomUUID } from 'node:crypto';
import { assertNever } from '@/lib/core/errors';
import { keyOf } from './expressions';
import type { AppFunction, InngestEvent, Memo } from './protocol';
import type { Outcome, Run } from './run';
import type { State } from './state';

const KEPT_FINISHED_RUNS = 1000;

/** Starts a run of a function without regard to its limits on starting. Its first call is due after `delayMs`. */
export function startRun(
  state: State,
  fn: AppFunction,
  event: InngestEvent,
  {
    trigger = event.name,
    caller,
    delayMs = 0,
  }: { trigger?: string; caller?: Run['caller']; delayMs?: number } = {},
): Run {
  const run: Run = {
    id: randomUUID(),
    fn,
    trigger,
    event,
    startedAt: state.now(),
    memos: new Map(),
    pending: new Set(),
    caller,
    singleton: fn.singleton && keyOf(fn.singleton.key, { event }),
    lanes: lanesOf(fn, event),
    calls: 0,
    attempt: 0,
    error: undefined,
    outcome: undefined,
  };
  state.runs.set(run.id, run);
  state.calls.add({ kind: 'call', run, stepId: 'step', attempt: 0, dueAt: state.now() + delayMs });
  return run;
}

const lanesOf = (fn: AppFunction, event: InngestEvent) =>
  fn.concurrency
    .filter(({ limit }) => limit > 0)
    .map(({ limit, key, scope }) => ({
      key: `${scope === 'fn' ? fn.id : scope}:${key ?? ''}:${keyOf(key, { event })}`,
      limit,
    }));

/** Finishes a step the run waits for, if it still waits. */
export function resume(state: State, run: Run, stepId: string, memo: Memo): void {
  if (!run.pending.has(stepId)) return;
  finishStep(state, run, stepId, memo);
  goOn(state, run);
}

/** Stores the result of a step. */
export function finishStep(state: State, run: Run, stepId: string, memo: Memo): void {
  run.pending.delete(stepId);
  run.memos.set(stepId, memo);
  for (const timer of state.timers.of(run)) if (timer.stepId === stepId) state.timers.delete(timer);
}

/** Calls the app for the next step, unless earlier ones are still open. */
export function goOn(state: State, run: Run): void {
  if (run.outcome || run.pending.size > 0) return;
  run.attempt = 0;
  state.calls.add({ kind: 'call', run, stepId: 'step', attempt: 0, dueAt: state.now() });
}

/** Ends a run: it drops the rest of its work, answers its caller and sends the event of the end. */
export function finishRun(state: State, run: Run, outcome: Outcome): void {
  if (run.outcome) return;
  run.outcome = outcome;
  for (const call of state.calls.of(run)) state.calls.delete(call);
  for (const timer of state.timers.of(run)) state.timers.delete(timer);
  run.memos.clear();
  run.pending.clear();
  state.finished.push(run.id);
  if (state.finished.length > KEPT_FINISHED_RUNS) state.runs.delete(state.finished.shift() ?? '');
  if (run.caller) resume(state, run.caller.run, run.caller.stepId, memoOf(run, outcome));
  announce(state, run, outcome);
}

function memoOf(run: Run, outcome: Outcome): Memo {
  switch (outcome.kind) {
    case 'completed':
      return { data: outcome.output };
    case 'failed':
      return { error: outcome.error };
    case 'cancelled':
      return { error: { name: 'Error', message: `The invoked function ${run.fn.id} was cancelled.` } };
    default:
      return assertNever(outcome);
  }
}

function announce(state: State, run: Run, outcome: Outcome): void {
  const ending = {
    function_id: run.fn.id,
    run_id: run.id,
    event: run.event,
    events: [run.event],
    ...(outcome.kind === 'completed' ? { result: outcome.output } : {}),
    ...(outcome.kind === 'failed' ? { error: outcome.error } : {}),
  };
  const ts = Math.round(outcome.at);
  state.inbox.push({ name: 'inngest/function.finished', data: ending, id: randomUUID(), ts });
  if (outcome.kind === 'completed') return;
  state.inbox.push({ name: `inngest/function.${outcome.kind}`, data: ending, id: run.id, ts });
}
