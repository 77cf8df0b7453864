import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { typedFields } from './typed-fields';

const ROOT = path.resolve(import.meta.dirname, '../../..');

/** The names of the fields that hide what is typed, or take a code once. */
function secretNames(): string[] {
  const files = ['app', 'components'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.tsx'))
      .map((file) => path.join(ROOT, folder, file)),
  );
  return files.flatMap((file) =>
    (readFileSync(file, 'utf8').match(/<\w+\b[^<]*?\/>/gs) ?? [])
      .filter((tag) => /type="password"|one-time-code/.test(tag))
      .flatMap((tag) => /\bname="([^"]+)"/.exec(tag)?.[1] ?? []),
  );
}

test('what was typed comes back, but no field of a password or a code', () => {
  const names = secretNames();
  expect(names).toEqual(expect.arrayContaining(['password', 'current', 'code', 'step_up']));
  const typed = Object.fromEntries(names.map((name) => [name, 'secret']));
  expect(typedFields({ ...typed, name: 'Ana', email: '' })).toEqual({ name: 'Ana', email: '' });
});
