import { isAppError } from '@/lib/core/errors';
import { until } from './until';

/** Both processes start at one instant, the other one so many milliseconds after it or, below zero, before it. */
export async function together<A, B>(
  leadMs: number,
  mine: () => Promise<A>,
  theirs: (startMs: number) => Promise<B>,
): Promise<[A, B]> {
  const startMs = Date.now() + 12 + Math.max(0, -leadMs);
  return Promise.all([until(startMs).then(mine), theirs(startMs + leadMs)]);
}

/** What came of it, or the code of the refusal, which may only be one of those. */
export const orCode = <T>(attempt: Promise<T>, ...codes: string[]): Promise<T | string> =>
  attempt.catch((error: unknown) => {
    const code = isAppError(error) ? error.code : error instanceof Error ? error.message : '';
    if (!codes.includes(code)) throw error;
    return code;
  });

/** By how many milliseconds the other process is late in a round: a little too early, a little too late, in turn. */
export const leadOf = (round: number): number => ((round % 7) - 3) * 2;

type Rounds = { rounds: number; each: number };

/**
 * Fights rounds of a race until there were so many and each of its two ends was seen so often; no other end may come.
 * Whoever was first starts later in the next round, so that the two go on meeting where either may win, however slow
 * the machine is. Answers how often each end was seen.
 * @param ends the one when this process is first, and the one when the other is
 */
export async function raceBothWays(
  { rounds, each }: Rounds,
  ends: readonly [string, string],
  fight: (leadMs: number) => Promise<string>,
): Promise<[number, number]> {
  const seen: [number, number] = [0, 0];
  let leadMs = 0;
  let stepMs = 1;
  let last = 0;
  while (seen[0] + seen[1] < rounds || Math.min(...seen) < each) {
    const end = await fight(leadMs);
    const first = end === ends[0] ? 0 : 1;
    if (end !== ends[first]) throw new Error(`a race came to another end: ${end}`);
    seen[first] += 1;
    stepMs = first === last ? stepMs * 2 : 1;
    leadMs += first === 0 ? -stepMs : stepMs;
    last = first;
  }
  return seen;
}

/** Whether a race is lost in one of so many rounds: without its guard that comes often, and not each time. */
export async function isLostOnce(
  rounds: number,
  isLost: (round: number) => Promise<boolean>,
): Promise<boolean> {
  for (let round = 0; round < rounds; round += 1) if (await isLost(round)) return true;
  return false;
}
