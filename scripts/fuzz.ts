import { mkdir, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type Report, runFuzz } from '@/fuzz/run-fuzz';
import { say } from './step';

const REPORTS = '.data/reports';
/** As all properties of our tests. */
const SEED = 20_261_125;

const argumentsSchema = z.object({
  cases: z.coerce.number().int().positive().default(5_000),
  seed: z.coerce.number().int().default(SEED),
  sabotage: z.boolean().default(false),
});

/**
 * `npm run fuzz [-- --cases 5000 --seed 20261125]`: 1 when an answer is not as described or the data are not clean
 * afterwards. With `--sabotage`, the negative control, one endpoint is broken and it is 1 when nothing is found.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { cases: { type: 'string' }, seed: { type: 'string' }, sabotage: { type: 'boolean' } },
  });
  const { cases, seed, sabotage } = argumentsSchema.parse(values);
  say(`  Fuzz of the API, ${cases} cases, seed ${seed}${sabotage ? ', without search' : ''}`);
  await mkdir(REPORTS, { recursive: true });
  const report = await runFuzz({ cases, seed, sabotage, logFile: `${REPORTS}/fuzz-app.log`, say });
  tell(report);
  const failed = report.findings.length + report.violations.length;
  await writeFile(
    `${REPORTS}/fuzz.json`,
    JSON.stringify({ passed: report.tried - report.findings.length, failed }),
  );
  if (sabotage) return report.findings.some(({ operation }) => operation === 'getSearch') ? 0 : 1;
  return failed === 0 && report.tried >= cases ? 0 : 1;
}

function tell({ tried, notTried, byStatus, operations, succeeded, findings, violations }: Report): void {
  const line = (name: string, words: string) => say(`    ${name.padEnd(14)}${words}`);
  line('tried', `${tried} on ${operations.length} operations, ${notTried} more were over a limit`);
  const never = operations.filter((id) => !succeeded.has(id));
  line('succeeded', `${succeeded.size}${never.length > 0 ? `, never ${never.join(', ')}` : ''}`);
  line(
    'answers',
    Object.entries(byStatus)
      .map(([status, times]) => `${times} × ${status}`)
      .join(', '),
  );
  line('findings', String(findings.length));
  for (const { operation, problem, seed } of findings) say(`      ${operation}, seed ${seed}: ${problem}`);
  line('violations', String(violations.length));
  for (const violation of violations) say(`      ${violation}`);
}

process.exit(
  await main().catch((error: unknown) => {
    say((error instanceof Error && error.stack) || String(error));
    return 1;
  }),
);
