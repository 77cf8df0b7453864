const seconds = (startedAt: number) => `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;

/** Writes one line for whoever watches the terminal. */
export function say(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** Does one part of a longer job, saying what it is, whether it went well and how long it took. */
export async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  say(`  … ${title}`);
  try {
    const result = await work();
    say(`  ✓ ${title} (${seconds(startedAt)})`);
    return result;
  } catch (error) {
    say(`  ✗ ${title} (${seconds(startedAt)})`);
    throw error;
  }
}
