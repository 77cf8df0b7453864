import { Queue } from './queue';
import type { CallTask, Run } from './run';

/** The calls of each function in its own queue, as at Inngest, so that a thousand runs of one delay no other. */
export class CallQueue {
  /** In the order of their turns. */
  private readonly queues = new Map<string, Queue<CallTask>>();

  add(task: CallTask): void {
    const { id } = task.run.fn;
    const queue = this.queues.get(id) ?? new Queue();
    this.queues.set(id, queue);
    queue.add(task);
  }

  delete(task: CallTask): void {
    this.queues.get(task.run.fn.id)?.delete(task);
  }

  /** Takes the first due call that fits, of the function whose turn it is. */
  takeDue(nowMs: number, fits: (task: CallTask) => boolean): CallTask | undefined {
    for (const [id, queue] of this.queues) {
      const task = queue.findDue(nowMs, fits);
      if (!task) continue;
      queue.delete(task);
      this.queues.delete(id);
      this.queues.set(id, queue);
      return task;
    }
    return undefined;
  }

  nextAfter(nowMs: number): number | undefined {
    const moments = [...this.queues.values()].flatMap((queue) => queue.nextAfter(nowMs) ?? []);
    return moments.length === 0 ? undefined : Math.min(...moments);
  }

  hasDue = (nowMs: number): boolean => [...this.queues.values()].some((queue) => queue.hasDue(nowMs));

  of = (run: Run): readonly CallTask[] => this.queues.get(run.fn.id)?.of(run) ?? [];

  ofFunction = (id: string): readonly CallTask[] => this.queues.get(id)?.all() ?? [];
}
