import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { findBareText } from './bare-text';

const ROOT = path.resolve(import.meta.dirname, '..');

it('no text stands bare beside what comes and goes, where a browser’s translation would break the page', () => {
  const files = ['app', 'components'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.tsx'))
      .map((file) => path.join(folder, file)),
  );
  expect(findBareText(ROOT, files)).toEqual([]);
});
