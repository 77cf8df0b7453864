import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const share = z.object({ total: z.number(), covered: z.number() });
const summarySchema = z.record(z.string(), z.object({ statements: share }));

/** The specification's targets in percent of statements. */
const TARGETS: readonly { name: string; percent: number; holds: (file: string) => boolean }[] = [
  { name: 'overall', percent: 85, holds: () => true },
  { name: 'services', percent: 90, holds: (file) => /^lib\/services\//.test(file) },
  { name: 'areas', percent: 85, holds: (file) => /^lib\/(?!services\/)[^/]+\//.test(file) },
  { name: 'database', percent: 95, holds: (file) => /^db\/(?!seed)/.test(file) },
  { name: 'cache', percent: 80, holds: (file) => /^lib\/services\/redis\//.test(file) },
  { name: 'jobs', percent: 85, holds: (file) => /^inngest\//.test(file) },
  {
    name: 'adapters',
    percent: 90,
    holds: (file) => /^lib\/services\/(stripe|resend|twilio|redis|directory)/.test(file),
  },
  { name: 'routes and pages', percent: 85, holds: (file) => /^(app|components)\//.test(file) },
];

/** One line for each of the specification's groups: what was covered, beside what it asks for. */
export async function readCoverage(): Promise<string[]> {
  const text = await readFile('coverage/coverage-summary.json', 'utf8');
  const { total: _, ...files } = summarySchema.parse(JSON.parse(text));
  const entries = Object.entries(files).map(([file, { statements }]) => ({
    file: path.relative(process.cwd(), file).replaceAll('\\', '/'),
    ...statements,
  }));
  return TARGETS.map(({ name, percent, holds }) => {
    const group = entries.filter(({ file }) => holds(file));
    const total = group.reduce((sum, entry) => sum + entry.total, 0);
    const covered = group.reduce((sum, entry) => sum + entry.covered, 0);
    const reached = total === 0 ? 100 : (100 * covered) / total;
    return `coverage ${name}: ${reached.toFixed(1)} % of ${percent} %${reached < percent ? ', below target' : ''}`;
  });
}
