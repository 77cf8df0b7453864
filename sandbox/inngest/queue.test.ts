import fc from 'fast-check';
import { expect, it } from 'vitest';
import { functionSchema } from './protocol';
import { Queue } from './queue';
import { startRun } from './runs';
import type { State } from './state';

const fn = functionSchema.parse({ id: 'app-one', triggers: [], steps: { step: {} } });

function makeState(): State {
  return {
    now: () => 0,
    backoffMs: [],
    log: () => {},
    app: { kind: 'up' },
    paused: false,
    functions: new Map(),
    schedules: [],
    inbox: [],
    calls: new Queue(),
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
      expect(state.calls.all().map(({ run }) => run.event.id)).toEqual(expected.map(({ id }) => id));
      const later = expected.find(({ delayMs }) => delayMs > 2);
      expect(state.calls.nextAfter(2)).toBe(later?.delayMs);
      expect(state.calls.hasDue(2)).toBe(expected.some(({ delayMs }) => delayMs <= 2));
    }),
  );
});
