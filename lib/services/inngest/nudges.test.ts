import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Its nudge waits for the commits after its own. */
const AFTER_SEVERAL_COMMITS = ['clubs/delete-club.ts'];

const sources = readdirSync('lib', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => ({ file, text: readFileSync(`lib/${file}`, 'utf8') }));

test('what opens a transaction nudges by its `after`', () => {
  const beside = sources.filter(({ text }) => /\btransaction\(/.test(text) && /\bnudge\(/.test(text));
  expect(beside.map(({ file }) => file)).toEqual(AFTER_SEVERAL_COMMITS);
});

test('no nudge is handed upwards', () => {
  const handing = sources.filter(({ text }) => /: Promise<[^>]*\bNudge\b/.test(text));
  expect(handing.map(({ file }) => file)).toEqual([]);
});
