import { isAppError } from '@/lib/core/errors';
import { until } from './until';

/** Both processes start at one instant, the other one so many milliseconds later, or earlier below zero. */
export async function together<A, B>(
  leadMs: number,
  mine: () => Promise<A>,
  theirs: (startMs: number) => Promise<B>,
): Promise<[A, B]> {
  const startMs = Date.now() + 12 + Math.max(0, -leadMs);
  return Promise.all([until(startMs).then(mine), theirs(startMs + leadMs)]);
}

/** The result, or the code of an expected refusal. */
export const orCode = <T>(attempt: Promise<T>, ...codes: string[]): Promise<T | string> =>
  attempt.catch((error: unknown) => {
    const code = isAppError(error) ? error.code : error instanceof Error ? error.message : '';
    if (!codes.includes(code)) throw error;
    return code;
  });

/** How many milliseconds the other process is late in a round, alternately a little early and a little late. */
export const leadOf = (round: number): number => ((round % 7) - 3) * 2;

type Rounds = { rounds: number; each: number };

/**
 * Runs rounds of a race until there were so many and each of its two outcomes came so often. The winner starts later
 * in the next round, so that either may win on any machine; returns how often each outcome came.
 * @param ends the outcome when this process is first, and the one when the other is
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

/** Whether a race is lost in one of so many rounds. Without its guard that happens often, but not each time. */
export async function isLostOnce(
  rounds: number,
  isLost: (round: number) => Promise<boolean>,
): Promise<boolean> {
  for (let round = 0; round < rounds; round += 1) if (await isLost(round)) return true;
  return false;
}
