import { inspect } from 'node:util';
import { listVerdicts } from './measure';

/**
 * Runs a bench and ends the process: with 1 when it threw or missed a target. An open connection would otherwise keep
 * the process alive. `npm run bench` is sent what was judged.
 */
export async function runBench(main: () => Promise<void>): Promise<never> {
  try {
    await main();
  } catch (error) {
    // With its causes, of which a failed query's tells why.
    process.stderr.write(`${inspect(error)}\n`);
    process.exitCode = 1;
  }
  await new Promise<void>((resolve) => {
    if (process.send) process.send({ verdicts: listVerdicts() }, undefined, undefined, () => resolve());
    else resolve();
  });
  process.exit();
}
