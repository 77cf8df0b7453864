import { setImmediate, setTimeout } from 'node:timers/promises';

/** Resolves at an instant, to the fraction of a millisecond, from which two processes start. */
export async function until(atMs: number): Promise<void> {
  const left = () => atMs - (performance.timeOrigin + performance.now());
  if (left() > 3) await setTimeout(left() - 3);
  while (left() > 0) await setImmediate();
}
