/** The sandbox's time. It follows `now`, can be moved forward, and runs due tasks in both cases. */
export type Clock = {
  nowMs: () => number;
  nowSeconds: () => number;
  /** Runs `task` once. The returned function cancels it. */
  after: (delayMs: number, task: () => void) => () => void;
  advance: (ms: number) => void;
  /** Forgets every task. */
  clear: () => void;
};

type Task = { dueMs: number; run: () => void; timer: NodeJS.Timeout };

export function createClock(now: () => number): Clock {
  const tasks = new Set<Task>();
  let aheadMs = 0;
  const nowMs = () => now() + aheadMs;

  const take = (task: Task) => {
    clearTimeout(task.timer);
    return tasks.delete(task);
  };
  const runOnce = (task: Task) => {
    if (take(task)) task.run();
  };

  return {
    nowMs,
    nowSeconds: () => Math.floor(nowMs() / 1000),
    after(delayMs, run) {
      const task: Task = {
        dueMs: nowMs() + delayMs,
        run,
        timer: setTimeout(() => runOnce(task), delayMs),
      };
      task.timer.unref();
      tasks.add(task);
      return () => void take(task);
    },
    advance(ms) {
      aheadMs += ms;
      const due = [...tasks].filter((task) => task.dueMs <= nowMs());
      for (const task of due.sort((one, other) => one.dueMs - other.dueMs)) runOnce(task);
    },
    clear() {
      for (const task of [...tasks]) take(task);
    },
  };
}
