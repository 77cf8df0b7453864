import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { CANARIES } from '@/test/shown-secrets';
import { COVERAGE } from './coverage/folders';
import { onStop } from './on-stop';
import { say, step } from './step';

const REPORTS = '.data/reports';

const stopping = new AbortController();

type Counts = { passed: number; failed: number; flaky?: number };

type Part = {
  name: string;
  title: string;
  /** The npm script of the part, with its arguments. */
  script: string;
  options?: readonly string[];
  /** Additional environment of the part. */
  environment?: Readonly<Record<string, string>>;
  /** Additional arguments for coverage. */
  covered?: { options?: readonly string[]; environment?: Readonly<Record<string, string>> };
  /** The part's own output begins at this line. */
  summary?: RegExp;
  /** Where it leaves its report, and how to count in it. */
  report?: { file: string; count: (text: string) => Counts };
};

const vitestReport = z.object({ numPassedTests: z.number(), numFailedTests: z.number() });
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
});

const fuzzReport = z.object({ passed: z.number(), failed: z.number() });

/** The projects of `vitest.config.ts`. */
const PROJECTS: Readonly<Record<string, string>> = {
  unit: 'rules, and verbs on PostgreSQL',
  providers: 'verbs that speak with providers',
  routes: 'routes, jobs and the server',
  tools: 'the sandbox and the scripts',
  crash: 'processes that race or are killed',
  outage: 'outages',
};

/** The requested projects, in one run of Vitest. */
const vitest = (names: readonly string[]): Part => ({
  name: names.join('-'),
  title: `Tests of ${names.map((name) => PROJECTS[name]).join('; ')}`,
  script: 'unit',
  options: [
    ...names.map((name) => `--project=${name}`),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${REPORTS}/vitest.json`,
  ],
  covered: { options: ['--coverage', `--coverage.reportsDirectory=${COVERAGE.vitest}`] },
  report: {
    file: `${REPORTS}/vitest.json`,
    count: (text) => {
      const { numPassedTests, numFailedTests } = vitestReport.parse(JSON.parse(text));
      return { passed: numPassedTests, failed: numFailedTests };
    },
  },
});

const CHECKS: readonly Part[] = [
  { name: 'format', title: 'Format', script: 'format:check' },
  { name: 'lint', title: 'Lint', script: 'lint' },
  { name: 'structure', title: 'Structure', script: 'structure' },
  { name: 'unused', title: 'Unused code and dependencies', script: 'unused' },
  { name: 'types', title: 'Types', script: 'types' },
];

const PARTS_OF_THE_BUILD: readonly Part[] = [
  {
    name: 'build',
    title: 'Build',
    script: 'build',
    environment: CANARIES,
    covered: { environment: { PISTA_COVERAGE: '1' } },
  },
  {
    name: 'e2e',
    title: 'Browser journeys',
    script: 'e2e',
    covered: { environment: { PISTA_COVERAGE: '1' } },
    report: {
      file: `${REPORTS}/e2e.json`,
      count: (text) => {
        const { expected, unexpected, flaky } = playwrightReport.parse(JSON.parse(text)).stats;
        // Flaky tests passed at their second try, which only CI allows.
        return { passed: expected + flaky, failed: unexpected, flaky };
      },
    },
  },
  {
    name: 'fuzz',
    title: 'A fuzz of the API',
    script: 'fuzz',
    options: ['--cases', '300'],
    summary: /^ {4}tried /,
    report: {
      file: `${REPORTS}/fuzz.json`,
      count: (text) => fuzzReport.parse(JSON.parse(text)),
    },
  },
  {
    name: 'chaos',
    title: 'A minute of chaos',
    script: 'chaos',
    options: ['--minutes', '1', '--deaths', '15', '--seed', '1'],
    summary: /^ {4}storm /,
  },
];

/** Judges the coverage of the parts before it. */
const coverage = (names: readonly string[]): Part => ({
  name: 'coverage',
  title: 'Coverage',
  script: 'coverage',
  options: names,
  summary: /^ {4}coverage /,
});

const NAMES: readonly string[] = [
  ...CHECKS.map(({ name }) => name),
  ...Object.keys(PROJECTS),
  ...PARTS_OF_THE_BUILD.map(({ name }) => name),
  'coverage',
];

/** Those of these names, in their order. */
function partsOf(names: readonly string[]): Part[] {
  const covers = names.includes('coverage');
  const projects = Object.keys(PROJECTS).filter((name) => names.includes(name));
  const parts = [
    ...CHECKS.filter(({ name }) => names.includes(name)),
    ...(projects.length > 0 ? [vitest(projects)] : []),
    ...PARTS_OF_THE_BUILD.filter(({ name }) => names.includes(name)),
  ];
  return covers ? [...parts.map(measured), coverage(names)] : parts;
}

/** The same part with coverage. */
const measured = ({ covered, ...part }: Part): Part => ({
  ...part,
  options: [...(part.options ?? []), ...(covered?.options ?? [])],
  environment: { ...part.environment, ...covered?.environment },
});

/** `npm test [-- part …]`: every part in order up to the first that fails, then one line that counts. */
async function main(wanted: readonly string[]): Promise<number> {
  const unknown = wanted.filter((name) => !NAMES.includes(name));
  if (unknown.length > 0) {
    say(`There is no part ${unknown.join(', ')}; choose from ${NAMES.join(', ')}.`);
    return 1;
  }
  const total = { passed: 0, failed: 0 };
  await mkdir(REPORTS, { recursive: true });
  const parts = partsOf(wanted.length === 0 ? NAMES : wanted);
  for (const [index, part] of parts.entries()) {
    const counts = await runPart(part);
    total.passed += counts.passed;
    total.failed += counts.failed;
    if (counts.failed === 0) continue;
    const left = parts.slice(index + 1);
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
  return from < 0 ? [] : [...lines.slice(0, 1), ...lines.slice(from)];
}

type Outcome = { exitCode: number; output: string };

const wentWell = ({ exitCode }: Outcome) => exitCode === 0;

async function runScript({ script, options = [], environment = {} }: Part): Promise<Outcome> {
  const child = spawn(process.execPath, [npm(), 'run', '--silent', script, '--', ...options], {
    // biome-ignore lint/style/noProcessEnv: the child inherits PATH and the like
    env: { ...process.env, ...environment },
  });
  stopping.signal.addEventListener('abort', () => child.kill());
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(child, 'close');
  return { exitCode: child.exitCode ?? 1, output: Buffer.concat(chunks).toString('utf8') };
}

/** The npm that started us. */
function npm(): string {
  // biome-ignore lint/style/noProcessEnv: npm says there which one it is
  const program = process.env.npm_execpath;
  if (program === undefined) throw new Error('The tests are run by npm: type "npm test".');
  return program;
}

/** A part without its expected report is one failure, whatever its exit code is. */
async function readReport({ report }: Part): Promise<Counts> {
  if (!report) return { passed: 0, failed: 0 };
  const text = await readFile(report.file, 'utf8').catch(() => null);
  return text ? report.count(text) : { passed: 0, failed: 1 };
}

onStop(() => stopping.abort());
// Not `process.exit`, which loses output that a pipe has not taken yet.
process.exitCode = await main(process.argv.slice(2));
