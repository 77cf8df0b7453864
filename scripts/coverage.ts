import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Executed, readExecuted } from './coverage/executed';
import { COVERAGE } from './coverage/folders';
import { countStatements, statementsSchema } from './coverage/statements';
import { judgeCoverage } from './coverage/targets';
import { say } from './step';

const ROOT = path.resolve(import.meta.dirname, '..');

/** The parts of `npm test` that coverage needs. */
const MEASURED = ['unit', 'providers', 'routes', 'tools', 'crash', 'outage', 'e2e'];

/**
 * `npm run coverage -- part …`, the last part of `npm test`: the coverage of those parts against the specification's
 * targets. 1 when one is missed.
 */
async function main(parts: readonly string[]): Promise<number> {
  if (!parts.includes('unit')) {
    say('Coverage needs the statements that Vitest counts: run "npm test -- unit coverage".');
    return 1;
  }
  const executed: Executed = new Map();
  if (parts.includes('e2e')) {
    await readExecuted(COVERAGE.server, ROOT, executed);
    if (!executed.has('server.ts')) {
      say(`The app left no counts in ${COVERAGE.server}: see the end of its log.`);
      return 1;
    }
    await readExecuted(COVERAGE.browser, ROOT, executed);
  }
  const text = await readFile(path.join(COVERAGE.vitest, 'coverage-final.json'), 'utf8');
  const statements = statementsSchema.parse(JSON.parse(text));
  const judged = judgeCoverage(countStatements(statements, executed, (file) => path.relative(ROOT, file)));
  for (const { line } of judged) say(`    ${line}`);
  const missing = MEASURED.filter((name) => !parts.includes(name));
  if (missing.length === 0) return judged.some(({ missed }) => missed) ? 1 : 0;
  say(`    coverage is not judged without ${missing.join(', ')}`);
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
