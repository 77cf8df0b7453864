import { styleText } from 'node:util';

/** The median time of one call after another, in milliseconds. */
export const medianMs = (rounds: number, run: (round: number) => Promise<unknown>): Promise<number> =>
  percentileMs(50, rounds, run);

/** A percentile of the times of calls in sequence, in milliseconds. */
export async function percentileMs(
  percentile: number,
  rounds: number,
  run: (round: number) => Promise<unknown>,
): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    await run(round);
    times.push(performance.now() - startedAt);
  }
  return percentileOf(times, percentile);
}

/** A percentile of times that were measured, in their unit. */
export const percentileOf = (times: readonly number[], percentile: number): number =>
  times.toSorted((a, b) => a - b)[Math.floor((times.length * percentile) / 100)] ?? Number.NaN;

export const median = (values: readonly number[]): number => percentileOf(values, 50);

/** Calls a second of so many clients, each of which calls again after its answer. */
export async function ratePerSecond(
  clients: number,
  durationMs: number,
  run: (call: number) => Promise<unknown>,
): Promise<number> {
  const startedAt = performance.now();
  let calls = 0;
  const client = async () => {
    while (performance.now() - startedAt < durationMs) {
      calls += 1;
      await run(calls);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return (calls * 1000) / (performance.now() - startedAt);
}

export const print = (line: string) => process.stdout.write(`${line}\n`);

/** What was asked of a bench, and what came of it. */
export type Verdict = { target: string; measured: string; met: boolean };

const verdicts: Verdict[] = [];

/** Reports whether a target is met, and what was measured. A missed one makes the bench fail. */
export function judge(target: string, met: boolean, measured: string): void {
  print(styleText(met ? 'green' : 'red', `  target    ${target}: ${met ? 'met' : 'missed'} (${measured})`));
  verdicts.push({ target, measured, met });
  if (!met) process.exitCode = 1;
}

/** All that this process has judged. */
export const listVerdicts = (): readonly Verdict[] => verdicts;
