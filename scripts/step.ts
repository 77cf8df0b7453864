const seconds = (startedAt: number) => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;

/** Writes one line for whoever watches the terminal. */
export function say(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/**
 * Does one part of a longer job, saying what it is, whether it went well and how long it took.
 * A part that throws did not go well; one that tells by its result is asked through `wentWell`.
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
