import { log } from '@/lib/core/log';

/** A method, so that batches of different types fit in one list. */
type Batch<T> = { act(items: T[]): unknown; items: T[] };

/**
 * Collects work for after the commit. An act runs once for each commit with all its items, in the order of first use.
 */
export type After = <T>(act: (items: T[]) => unknown, ...items: T[]) => void;

/** The work that one try of a transaction collected, and how it is run. */
export function collectAfter(): { after: After; run: () => Promise<void> } {
  const batches: Batch<unknown>[] = [];
  return {
    after(act, ...items) {
      const known = batches.find(isFor(act));
      if (known) known.items.push(...items);
      else batches.push({ act, items });
    },
    async run() {
      for (const batch of batches) await runBatch(batch);
    },
  };
}

const isFor =
  <T>(act: Batch<T>['act']) =>
  (batch: Batch<unknown>): batch is Batch<T> =>
    batch.act === act;

/** The commit stands in any case, so a failure is not the caller's. */
async function runBatch(batch: Batch<unknown>): Promise<void> {
  try {
    await batch.act(batch.items);
  } catch (error) {
    log().error(
      { err: error, act: batch.act.name },
      'what follows a commit failed, the sweep will find the rows',
    );
  }
}
