const seconds = (startedAt: number) => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;

/** Writes one line to the terminal. */
export function say(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/**
 * Runs one part of a longer job and prints its name, its outcome and its time. A part fails when it throws, or when
 * `wentWell` says so of its result.
 */
export async function step<T>(
  title: string,
  work: () => Promise<T>,
  wentWell: (result: T) => boolean = () => true,
): Promise<T> {
  const startedAt = performance.now();
  say(`  … ${title}`);
  let good = false;
  try {
    const result = await work();
    good = wentWell(result);
    return result;
  } finally {
    say(`  ${good ? '✓' : '✗'} ${title} (${seconds(startedAt)})`);
  }
}
