import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { say } from './step';
import { findBreaches } from './structure';
import { findWords } from './words-in-lib';

const FOLDERS = [
  'app',
  'bench',
  'chaos',
  'components',
  'db',
  'e2e',
  'fuzz',
  'inngest',
  'lib',
  'sandbox',
  'scripts',
  'test',
];

/** `npm run structure`: compares the imports and folders with the plan in `docs/architecture.md`. */
function main(): number {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...FOLDERS], {
    encoding: 'utf8',
  });
  const sources = listed
    .split('\n')
    .filter((file) => /\.tsx?$/.test(file) && existsSync(file))
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }));
  const breaches = [...findBreaches(sources), ...findWords(sources)];
  for (const breach of breaches) say(breach);
  say(`${sources.length} files, ${breaches.length} breaches of the structure`);
  return breaches.length === 0 ? 0 : 1;
}

process.exit(main());
