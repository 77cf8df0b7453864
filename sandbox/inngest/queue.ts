import type { Run } from './run';

/** Tasks by due time, and in order of arrival at the same time. Its cost hardly grows with its length. */
export class Queue<T extends { run: Run; dueAt: number }> {
  private readonly tasks: T[] = [];
  private readonly byRun = new Map<Run, Set<T>>();

  add(task: T): void {
    this.tasks.splice(this.placeAfter(task.dueAt), 0, task);
    const own = this.byRun.get(task.run) ?? new Set();
    this.byRun.set(task.run, own.add(task));
  }

  delete(task: T): void {
    const own = this.byRun.get(task.run);
    if (!own?.delete(task)) return;
    if (own.size === 0) this.byRun.delete(task.run);
    this.tasks.splice(this.tasks.lastIndexOf(task, this.placeAfter(task.dueAt) - 1), 1);
  }

  /** The first task that is due and fits. */
  findDue(nowMs: number, fits: (task: T) => boolean): T | undefined {
    for (const task of this.tasks) {
      if (task.dueAt > nowMs) return undefined;
      if (fits(task)) return task;
    }
    return undefined;
  }

  /** When the next task falls due after this moment. */
  nextAfter(nowMs: number): number | undefined {
    return this.tasks[this.placeAfter(nowMs)]?.dueAt;
  }

  hasDue(nowMs: number): boolean {
    const [first] = this.tasks;
    return first !== undefined && first.dueAt <= nowMs;
  }

  of(run: Run): readonly T[] {
    return [...(this.byRun.get(run) ?? [])];
  }

  all(): readonly T[] {
    return [...this.tasks];
  }

  private placeAfter(dueAt: number): number {
    let [from, until] = [0, this.tasks.length];
    while (from < until) {
      const middle = (from + until) >> 1;
      if ((this.tasks[middle]?.dueAt ?? 0) <= dueAt) from = middle + 1;
      else until = middle;
    }
    return from;
  }
}
