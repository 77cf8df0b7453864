import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';

/** Set by the platform or by the chaos harness, never in a file. */
const NOT_FOR_A_FILE = ['NODE_ENV', 'PISTA_CRASH_AT'];

describe('.env.example', () => {
  it('names exactly the variables that lib/core/env.ts reads, each with a comment', async () => {
    const [example, source] = await Promise.all([
      readFile('.env.example', 'utf8'),
      readFile('lib/core/env.ts', 'utf8'),
    ]);
    const lines = example.split('\n');
    const named = lines.flatMap((line) => /^([A-Z_]+)=/.exec(line)?.[1] ?? []);
    const read = [...source.matchAll(/^ {2,4}(?:\w+: \{ )?([A-Z][A-Z_]+): /gm)].flatMap(
      (match) => match[1] ?? [],
    );
    expect(named.toSorted()).toEqual(read.filter((name) => !NOT_FOR_A_FILE.includes(name)).toSorted());
    for (const name of named) expect(lines[lines.indexOf(`${name}=`) - 1], name).toMatch(/^# [A-Z0-9]/);
  });
});
