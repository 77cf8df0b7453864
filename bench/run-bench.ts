/**
 * Runs a bench and ends the process, whatever is still open: 1 when it threw or missed a target. A connection that a
 * failed start left behind would otherwise keep the process waiting for ever.
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
