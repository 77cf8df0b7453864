import { z } from 'zod';
import { CANARIES } from '@/test/shown-secrets';
import { COVERAGE } from './coverage/folders';

export const REPORTS = '.data/reports';

export type Counts = { passed: number; failed: number; flaky?: number };

export type Part = {
  name: string;
  title: string;
  /** The npm script of the part, with its arguments. */
  script: string;
  options?: readonly string[];
  /** Additional environment of the part. */
  environment?: Readonly<Record<string, string>>;
  /** Additional arguments for coverage. */
  covered?: { options?: readonly string[]; environment?: Readonly<Record<string, string>> };
  /** It mostly computes, and so runs beside the part before it, which mostly waits. */
  isMeanwhile?: true;
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

const browserReport = (name: string): NonNullable<Part['report']> => ({
  file: `${REPORTS}/${name}.json`,
  count: (text) => {
    const { expected, unexpected, flaky } = playwrightReport.parse(JSON.parse(text)).stats;
    // Flaky tests passed at their second try, which only CI allows.
    return { passed: expected + flaky, failed: unexpected, flaky };
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
    name: 'production',
    title: 'A production install, its build and its start',
    script: 'production',
    isMeanwhile: true,
    environment: CANARIES,
    covered: { environment: { PISTA_COVERAGE: '1' } },
  },
  {
    name: 'e2e',
    title: 'Browser journeys',
    script: 'e2e',
    covered: { environment: { PISTA_COVERAGE: '1' } },
    report: browserReport('e2e'),
  },
  {
    name: 'plain',
    title: 'Browser journeys under plain next start',
    script: 'e2e',
    options: ['--plain'],
    report: browserReport('plain'),
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

/** Every part, in the order in which they run. */
export const NAMES: readonly string[] = [
  ...CHECKS.map(({ name }) => name),
  ...Object.keys(PROJECTS),
  ...PARTS_OF_THE_BUILD.map(({ name }) => name),
  'coverage',
];

/** The parts of these names, in their order. Those of Vitest become one part. */
export function partsOf(names: readonly string[]): Part[] {
  const covers = names.includes('coverage');
  const projects = Object.keys(PROJECTS).filter((name) => names.includes(name));
  const parts = [
    ...CHECKS.filter(({ name }) => names.includes(name)),
    ...(projects.length > 0 ? [vitest(projects)] : []),
    ...PARTS_OF_THE_BUILD.filter(({ name }) => names.includes(name)),
  ];
  return covers ? [...parts.map(measured), coverage(names)] : parts;
}

/** Parts that run at the same time, in the order in which these groups run. */
export function groupsOf(parts: readonly Part[]): Part[][] {
  const groups: Part[][] = [];
  for (const part of parts) {
    const last = groups.at(-1);
    if (part.isMeanwhile && last) last.push(part);
    else groups.push([part]);
  }
  return groups;
}

/** The same part with coverage. */
const measured = ({ covered, ...part }: Part): Part => ({
  ...part,
  options: [...(part.options ?? []), ...(covered?.options ?? [])],
  environment: { ...part.environment, ...covered?.environment },
});
