import { randomUUID } from 'node:crypto';
import { Cron } from 'croner';
import type { AppFunction } from './protocol';
import type { Run } from './run';
import { startRun } from './runs';
import type { Schedule, State } from './state';

/**
 * The cron triggers of some functions. A known trigger keeps its next moment.
 * @throws Error on a cron line or zone that does not exist
 */
export function schedulesOf(functions: AppFunction[], state: State): Schedule[] {
  return functions.flatMap((fn) =>
    fn.triggers.flatMap((trigger) => {
      if (!('cron' in trigger)) return [];
      const known = state.schedules.find(({ fn: { id }, cron }) => id === fn.id && cron === trigger.cron);
      return [{ fn, cron: trigger.cron, nextAt: known?.nextAt ?? nextAt(trigger.cron, state.now()) }];
    }),
  );
}

/** Starts due functions. One whose last run is still active skips its turn. */
export function fireSchedules(state: State): void {
  if (state.crons === 'by_hand') return;
  for (const schedule of state.schedules) {
    if (schedule.nextAt > state.now()) continue;
    schedule.nextAt = nextAt(schedule.cron, state.now());
    const isBusy = [...state.runs.values()].some((run) => !run.outcome && run.fn.id === schedule.fn.id);
    if (!isBusy) startScheduled(state, schedule);
  }
}

/** Starts a run as a cron trigger does. */
export function startScheduled(state: State, { fn, cron }: Schedule): Run {
  const event = {
    name: 'inngest/scheduled.timer',
    data: { cron },
    id: randomUUID(),
    ts: Math.round(state.now()),
  };
  return startRun(state, fn, event, { trigger: cron });
}

function nextAt(line: string, nowMs: number): number {
  const [, timezone = 'UTC', pattern = line] = /^TZ=(\S+)\s+(.+)$/.exec(line) ?? [];
  return (
    new Cron(pattern, { timezone, paused: true }).nextRun(new Date(nowMs))?.getTime() ??
    Number.POSITIVE_INFINITY
  );
}
