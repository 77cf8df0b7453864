import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { onStop } from './on-stop';
import { runNpm } from './run-npm';
import { say, step } from './step';
import { type Counts, groupsOf, NAMES, type Part, partsOf, REPORTS } from './test-parts';

const stopping = new AbortController();

/**
 * `npm test [-- part …]`: every part in order up to the first that fails, then one line that counts. A part may run
 * beside the one before it.
 */
async function main(wanted: readonly string[]): Promise<number> {
  const unknown = wanted.filter((name) => !NAMES.includes(name));
  if (unknown.length > 0) {
    say(`There is no part ${unknown.join(', ')}; choose from ${NAMES.join(', ')}.`);
    return 1;
  }
  const total = { passed: 0, failed: 0 };
  await mkdir(REPORTS, { recursive: true });
  const groups = groupsOf(partsOf(wanted.length === 0 ? NAMES : wanted));
  for (const [index, group] of groups.entries()) {
    const counts = await Promise.all(group.map(runPart));
    for (const { passed, failed } of counts) {
      total.passed += passed;
      total.failed += failed;
    }
    if (total.failed === 0) continue;
    const left = groups.slice(index + 1).flat();
    if (left.length > 0) say(`Not run: ${left.map(({ title }) => title).join(', ')}`);
    break;
  }
  say(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}

/** A part that fails without a count, such as the linter or a crashed runner, counts as one failure. */
async function runPart(part: Part): Promise<Counts> {
  if (part.report) await rm(part.report.file, { force: true });
  const { exitCode, output } = await step(part.title, () => runScript(part), wentWell);
  await writeFile(`${REPORTS}/${part.name}.log`, output);
  const counts = await readReport(part);
  if (part.report) say(`    ${inWords(counts)}`);
  if (exitCode === 0) {
    for (const line of summaryOf(part, output)) say(line);
    return counts;
  }
  say(output);
  return { ...counts, failed: Math.max(counts.failed, 1) };
}

const inWords = ({ passed, failed, flaky = 0 }: Counts): string =>
  `${passed} passed, ${failed} failed${flaky > 0 ? `, ${flaky} at the second try` : ''}`;

/** The first line with the requested parts, and the summary. */
function summaryOf({ summary }: Part, output: string): string[] {
  if (!summary) return [];
  const lines = output.trimEnd().split('\n');
  const from = lines.findIndex((line) => summary.test(line));
  return from < 0 ? [] : [...lines.slice(0, Math.min(1, from)), ...lines.slice(from)];
}

type Outcome = { exitCode: number; output: string };

const wentWell = ({ exitCode }: Outcome) => exitCode === 0;

const runScript = ({ script, options = [], environment = {} }: Part): Promise<Outcome> =>
  runNpm(['run', '--silent', script, '--', ...options], {
    // biome-ignore lint/style/noProcessEnv: the child inherits PATH and the like
    environment: { ...process.env, ...environment },
    signal: stopping.signal,
  });

/** A part without its expected report is one failure, whatever its exit code is. */
async function readReport({ report }: Part): Promise<Counts> {
  if (!report) return { passed: 0, failed: 0 };
  const text = await readFile(report.file, 'utf8').catch(() => null);
  return text ? report.count(text) : { passed: 0, failed: 1 };
}

onStop(() => stopping.abort());
// Not `process.exit`, which loses output that a pipe has not taken yet.
process.exitCode = await main(process.argv.slice(2));
