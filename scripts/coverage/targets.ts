import type { FileCoverage } from './statements';

/** The specification's targets in percent of statements. */
const TARGETS: readonly { name: string; percent: number; holds: (file: string) => boolean }[] = [
  { name: 'overall', percent: 85, holds: () => true },
  { name: 'services', percent: 90, holds: (file) => /^lib\/services\//.test(file) },
  { name: 'areas', percent: 85, holds: (file) => /^lib\/(?!services\/)[^/]+\//.test(file) },
  { name: 'database', percent: 95, holds: (file) => /^db\//.test(file) },
  { name: 'cache', percent: 80, holds: (file) => /^lib\/services\/redis\//.test(file) },
  { name: 'jobs', percent: 85, holds: (file) => /^inngest\//.test(file) },
  {
    name: 'adapters',
    percent: 90,
    holds: (file) => /^lib\/services\/(stripe|resend|twilio|redis|directory)/.test(file),
  },
  { name: 'routes and pages', percent: 85, holds: (file) => /^(app|components)\//.test(file) },
];

const MOST_FILES_NAMED = 12;

export type Judged = { line: string; missed: boolean };

/** One line for each of the specification's groups. A missed target names the files with most statements left. */
export function judgeCoverage(files: readonly FileCoverage[]): Judged[] {
  return TARGETS.map(({ name, percent, holds }) => {
    const group = files.filter(({ file }) => holds(file));
    const total = sum(group.map((file) => file.total));
    const reached = total === 0 ? 0 : (100 * sum(group.map(({ covered }) => covered))) / total;
    const missed = reached < percent;
    const line = `coverage ${name}: ${reached.toFixed(1)} % of ${percent} %`;
    return { missed, line: missed ? `${line}, below target; most is left in ${leastCovered(group)}` : line };
  });
}

const leastCovered = (files: readonly FileCoverage[]): string =>
  files
    .map(({ file, total, covered }) => ({ file, left: total - covered }))
    .toSorted((a, b) => b.left - a.left)
    .slice(0, MOST_FILES_NAMED)
    .map(({ file, left }) => `${file} (${left})`)
    .join(', ');

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
