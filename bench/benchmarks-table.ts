import type { BenchRun } from './benches';

/** When, of which commit and on which machine benches ran. */
export type Occasion = { at: Date; commit: string; machine: string };

const HEAD = ['Bench', 'Target', 'Measured', 'Outcome', 'Took', 'Run'];
const MACHINES = '## Machines';
const INTRODUCTION = `# Benchmarks

\`npm run bench\` writes this file; \`npm run bench -- hold search\` replaces the rows of those two alone. A run is named by its time (UTC) and its commit, with a + when files were changed since. [\`missed-targets.md\`](missed-targets.md) says why some are missed.`;

/** The cells of a table's row, one row for each target. */
export function rowsOf({ name, seconds, verdicts }: BenchRun, occasion: Occasion): string[][] {
  return verdicts.map(({ target, measured, met }, index) => [
    name,
    target,
    measured,
    met ? 'met' : '**missed**',
    index === 0 ? `${seconds.toFixed(0)} s` : '',
    nameOf(occasion),
  ]);
}

/** The rows as a table of Markdown, its columns aligned. */
export function drawTable(rows: readonly (readonly string[])[]): string {
  const cells = [HEAD, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '/')));
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const draw = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = cells;
  return [draw(head), draw(widths.map((width) => '-'.repeat(width))), ...body.map(draw)].join('\n');
}

/**
 * The document with the rows of these benches in place of their former ones. Other rows stay, and with them the
 * machines that they were measured on.
 * @param before the document as it is, or nothing
 */
export function updateDocument(before: string, runs: readonly BenchRun[], occasion: Occasion): string {
  const replaced = new Set(runs.map(({ name }) => name));
  const kept = readRows(before).filter(([bench = '']) => !replaced.has(bench));
  const rows = [...kept, ...runs.flatMap((run) => rowsOf(run, occasion))];
  // The order of rows of one bench stays, since sorting is stable.
  rows.sort(([one = ''], [other = '']) => (one < other ? -1 : Number(one > other)));
  const named = new Set(rows.map((row) => row.at(-1)));
  const machines = new Map([...readMachines(before), [nameOf(occasion), occasion.machine]]);
  const lines = [...machines]
    .filter(([run]) => named.has(run))
    .map(([run, machine]) => `- ${run}: ${machine}`);
  return `${[INTRODUCTION, drawTable(rows), MACHINES, lines.toSorted().join('\n')].join('\n\n')}\n`;
}

const nameOf = ({ at, commit }: Occasion) => `${at.toISOString().slice(0, 16).replace('T', ' ')} ${commit}`;

const readRows = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) =>
      line
        .slice(2, -2)
        .split(' | ')
        .map((cell) => cell.trim()),
    );

const readMachines = (text: string): [string, string][] =>
  [...text.matchAll(/^- (\S+ \S+ \S+): (.*)$/gm)].map(([, run = '', machine = '']) => [run, machine]);
