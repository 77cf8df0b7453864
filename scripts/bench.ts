import { readFile, writeFile } from 'node:fs/promises';
import { type BenchRun, listBenches, runOne } from '@/bench/benches';
import { drawTable, type Occasion, rowsOf, updateDocument } from '@/bench/benchmarks-table';
import { describeCommit, describeMachine } from '@/bench/describe-machine';
import { say } from './step';

const DOCUMENT = 'docs/benchmarks.md';
const MOST_MINUTES = 30;

/**
 * `npm run bench [-- hold search]`: these benches, or all, one after another. 1 when one misses a target or all
 * together take too long. Their rows in `docs/benchmarks.md` are replaced after each, so that an interrupted run
 * keeps what it measured.
 */
async function main(asked: readonly string[]): Promise<number> {
  const benches = await listBenches();
  const unknown = asked.find((name) => !benches.includes(name));
  if (unknown !== undefined) {
    say(`There is no bench ${unknown}, but ${benches.join(', ')}.`);
    return 1;
  }
  const occasion = {
    at: new Date(),
    commit: await describeCommit(DOCUMENT),
    machine: await describeMachine(),
  };
  say(occasion.machine);
  const startedAt = performance.now();
  const runs: BenchRun[] = [];
  for (const name of asked.length > 0 ? new Set(asked) : benches) {
    say(`\n${name}`);
    const run = await runOne(name);
    runs.push(run);
    await keep(run, occasion);
  }
  say(`\n${drawTable(runs.flatMap((run) => rowsOf(run, occasion)))}`);
  const minutes = (performance.now() - startedAt) / 60_000;
  say(`${runs.length} benches in ${minutes.toFixed(1)} of at most ${MOST_MINUTES} min`);
  const met = runs.every(({ verdicts }) => verdicts.every((verdict) => verdict.met));
  return met && minutes <= MOST_MINUTES ? 0 : 1;
}

async function keep(run: BenchRun, occasion: Occasion): Promise<void> {
  const before = await readFile(DOCUMENT, 'utf8').catch(() => '');
  await writeFile(DOCUMENT, updateDocument(before, [run], occasion));
}

process.exit(await main(process.argv.slice(2)));
