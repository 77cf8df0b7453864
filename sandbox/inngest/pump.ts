import { applyAnswer } from './apply-answer';
import type { Answer } from './call-app';
import { dispatchEvent } from './dispatch-event';
import type { CallTask } from './run';
import { resume } from './runs';
import { fireSchedules } from './schedule';
import type { State } from './state';

/** The parallel calls, few enough for a small machine. */
const MAX_CALLS = 8;
/** A clock that jumps, in a test or on a waking laptop, is noticed within this time. */
const LOOK_AGAIN_MS = 250;

export type Pump = {
  /** Does everything that is due. Call it after every change from outside. */
  run: () => void;
  idle: (withinMs?: number) => Promise<void>;
  stop: () => void;
};

/** Drives the state: it dispatches events, fires crons and timers, and makes due calls. */
export function createPump(state: State, call: (task: CallTask) => Promise<Answer>): Pump {
  let timer: NodeJS.Timeout | undefined;
  let isStopped = false;
  let waiting: { withinMs: number; resolve: () => void }[] = [];

  function run(): void {
    if (isStopped) return;
    clearTimeout(timer);
    fireSchedules(state);
    fireTimers(state);
    handOut(state);
    for (let task = takeCall(state); task; task = takeCall(state)) start(task);
    waiting = waiting.filter(({ withinMs, resolve }) => {
      const isOver = isIdle(state, withinMs);
      if (isOver) resolve();
      return !isOver;
    });
    timer = setTimeout(run, untilNext(state));
  }

  function start(task: CallTask): void {
    state.calling.add(task);
    task.run.calls += 1;
    void call(task).then((answer) => {
      state.calling.delete(task);
      applyAnswer(state, task, answer);
      run();
    });
  }

  return {
    run,
    idle: (withinMs = 0) =>
      new Promise((resolve) => {
        waiting.push({ withinMs, resolve });
        run();
      }),
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

function fireTimers(state: State): void {
  for (const task of state.timers.all()) {
    if (task.dueAt <= state.now()) resume(state, task.run, task.stepId, task.memo);
  }
}

/** Events wait for the first sync, before which no function is known. */
function handOut(state: State): void {
  if (state.functions.size === 0) return;
  for (let event = state.inbox.shift(); event; event = state.inbox.shift()) dispatchEvent(state, event);
}

function takeCall(state: State): CallTask | undefined {
  if (state.paused || state.app.kind !== 'up' || state.calling.size >= MAX_CALLS) return undefined;
  return state.calls.takeDue(state.now(), ({ run }) =>
    run.lanes.every((lane) => callsIn(state, lane.key) < lane.limit),
  );
}

const callsIn = (state: State, key: string) =>
  [...state.calling].filter((task) => task.run.lanes.some((lane) => lane.key === key)).length;

const isIdle = (state: State, withinMs: number) =>
  state.inbox.length === 0 &&
  state.calling.size === 0 &&
  !state.calls.hasDue(state.now() + withinMs) &&
  !state.timers.hasDue(state.now() + withinMs);

function untilNext(state: State): number {
  const now = state.now();
  const moments = [
    state.calls.nextAfter(now),
    state.timers.nextAfter(now),
    ...state.schedules.map(({ nextAt }) => nextAt),
  ];
  return moments.reduce<number>(
    (soonest, moment = now) => (moment > now ? Math.min(soonest, moment - now) : soonest),
    LOOK_AGAIN_MS,
  );
}
