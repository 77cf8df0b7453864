import { durationMs, momentOf } from './durations';
import { holds, keyOf } from './expressions';
import type { AppFunction, InngestEvent } from './protocol';
import type { Run } from './run';
import { finishRun, resume, startRun } from './runs';
import type { State } from './state';

const KEY_LIFE_MS = 24 * 3_600_000;

/** Gives an event to the runs it cancels, the steps that wait for it and the functions it starts. */
export function dispatchEvent(state: State, event: InngestEvent): void {
  if (mayCancel(state, event)) {
    for (const run of state.runs.values()) if (cancels(event, run, state.now())) cancel(state, run);
  }
  for (const task of state.timers.all()) {
    if (task.awaits?.event !== event.name) continue;
    if (holds(task.awaits.if, { event: task.run.event, async: event })) {
      resume(state, task.run, task.stepId, { data: event });
    }
  }
  for (const fn of state.functions.values()) if (isTriggered(fn, event)) admit(state, fn, event);
}

/** Most events cancel nothing and are not compared with every run. */
const mayCancel = (state: State, event: InngestEvent) =>
  [...state.functions.values()].some((fn) => fn.cancel.some((rule) => rule.event === event.name));

const cancels = (event: InngestEvent, run: Run, now: number) =>
  !run.outcome &&
  run.fn.cancel.some(
    (rule) =>
      rule.event === event.name &&
      (rule.timeout === undefined || now < momentOf(rule.timeout, run.startedAt)) &&
      holds(rule.if, { event: run.event, async: event }),
  );

const cancel = (state: State, run: Run) => finishRun(state, run, { kind: 'cancelled', at: state.now() });

const isTriggered = (fn: AppFunction, event: InngestEvent) =>
  fn.triggers.some(
    (trigger) => 'event' in trigger && trigger.event === event.name && holds(trigger.expression, { event }),
  );

/** Starts a run unless the function's own limits on starting forbid it. */
function admit(state: State, fn: AppFunction, event: InngestEvent): void {
  if (isRepeated(state, fn, event) || isOverRate(state, fn, event)) return;
  if (fn.debounce && postpone(state, fn, event)) return;
  for (const run of rivals(state, fn, event)) {
    if (fn.singleton?.mode === 'skip') return;
    cancel(state, run);
  }
  startRun(state, fn, event, { delayMs: fn.debounce ? durationMs(fn.debounce.period) : untilMoment(event) });
}

/** An event of a later moment waits for it. The sender's clock is the real one, also where a test moves ours. */
const untilMoment = ({ ts }: InngestEvent) => Math.max(0, ts - Date.now());

/** A function runs once a day for one idempotency key, or else for one event id. */
function isRepeated(state: State, fn: AppFunction, event: InngestEvent): boolean {
  const now = state.now();
  for (const [key, until] of state.keys) {
    if (until > now) break;
    state.keys.delete(key);
  }
  const key = `${fn.id}:${fn.idempotency ? keyOf(fn.idempotency, { event }) : event.id}`;
  if (state.keys.has(key)) return true;
  state.keys.set(key, now + KEY_LIFE_MS);
  return false;
}

function isOverRate(state: State, fn: AppFunction, event: InngestEvent): boolean {
  if (!fn.rateLimit) return false;
  const key = `${fn.id}:${keyOf(fn.rateLimit.key, { event })}`;
  const from = state.now() - durationMs(fn.rateLimit.period);
  const starts = (state.starts.get(key) ?? []).filter((at) => at > from);
  const isOver = starts.length >= fn.rateLimit.limit;
  state.starts.set(key, isOver ? starts : [...starts, state.now()]);
  return isOver;
}

/** Moves a debounced run to a later start with the newer event. */
function postpone(state: State, fn: AppFunction, event: InngestEvent): boolean {
  const { key, period = '', timeout } = fn.debounce ?? {};
  for (const task of state.calls.ofFunction(fn.id)) {
    const { run } = task;
    if (run.calls > 0) continue;
    if (keyOf(key, { event: run.event }) !== keyOf(key, { event })) continue;
    run.event = event;
    const latest = timeout === undefined ? Number.POSITIVE_INFINITY : run.startedAt + durationMs(timeout);
    state.calls.delete(task);
    state.calls.add({ ...task, dueAt: Math.min(latest, state.now() + durationMs(period)) });
    return true;
  }
  return false;
}

function rivals(state: State, fn: AppFunction, event: InngestEvent): Run[] {
  if (!fn.singleton) return [];
  const key = keyOf(fn.singleton.key, { event });
  return [...state.runs.values()].filter(
    (run) => run.singleton === key && run.fn.id === fn.id && !run.outcome,
  );
}
