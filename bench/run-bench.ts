/**
 * Runs a bench and ends the process: with 1 when it threw or missed a target. An open connection would otherwise keep
 * the process alive.
 */
export async function runBench(main: () => Promise<void>): Promise<never> {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  }
  process.exit();
}
