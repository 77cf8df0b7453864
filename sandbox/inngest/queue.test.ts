import { expect, it } from 'vitest';
import { fc } from '@/test/fast-check';
import { CallQueue } from './call-queue';
import { functionSchema } from './protocol';
import { Queue } from './queue';
import { startRun } from './runs';
import type { State } from './state';

const steps = { step: { runtime: { url: 'http://127.0.0.1:1/api/inngest' } } };
const makeFunction = (id: string) => functionSchema.parse({ id, triggers: [], steps });
const fn = makeFunction('app-one');
const other = makeFunction('app-other');

function makeState(): State {
  return {
    now: () => 0,
    crons: 'by_clock',
    backoffMs: [],
    log: () => {},
    app: { kind: 'up' },
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
  };
}

it('gives tasks in the order they fall due, equals as they came, and forgets what was deleted', () => {
  const asked = fc.array(fc.record({ delayMs: fc.nat(5), stays: fc.boolean() }));
  fc.assert(
    fc.property(asked, (tasks) => {
      const state = makeState();
      const runs = tasks.map(({ delayMs }, at) => {
        const event = { name: 'go', data: {}, id: String(at), ts: 0 };
        return startRun(state, fn, event, { delayMs });
      });
      for (const [at, run] of runs.entries()) {
        for (const call of state.calls.of(run)) if (!tasks[at]?.stays) state.calls.delete(call);
      }
      const expected = tasks
        .map(({ delayMs, stays }, at) => ({ delayMs, stays, id: String(at) }))
        .filter(({ stays }) => stays)
        .toSorted((one, other) => one.delayMs - other.delayMs);
      expect(state.calls.ofFunction(fn.id).map(({ run }) => run.event.id)).toEqual(
        expected.map(({ id }) => id),
      );
      const later = expected.find(({ delayMs }) => delayMs > 2);
      expect(state.calls.nextAfter(2)).toBe(later?.delayMs);
      expect(state.calls.hasDue(2)).toBe(expected.some(({ delayMs }) => delayMs <= 2));
    }),
  );
});

it('lets one run of a function go before the thousandth of another', () => {
  const state = makeState();
  const start = (of: typeof fn, id: string) => startRun(state, of, { name: 'go', data: {}, id, ts: 0 });
  for (let at = 0; at < 1_000; at += 1) start(fn, `many-${at}`);
  start(other, 'alone');
  const taken = [1, 2, 3].map(() => state.calls.takeDue(0, () => true)?.run.event.id);
  expect(taken).toEqual(['many-0', 'alone', 'many-1']);
});
