import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findSecrets, readLog } from './read-log';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'pista-logs-'));
});
afterEach(() => rm(dir, { recursive: true }));

test('P6: a log that shows a secret is named with it', async () => {
  await writeFile(`${dir}/app-1.log`, 'connected with sk_test_of_nobody\n');
  await writeFile(`${dir}/app-2.log`, 'all is well\n');
  expect(await findSecrets(dir, { STRIPE_SECRET_KEY: 'sk_test_of_nobody' })).toEqual([
    'P6 app-1.log shows STRIPE_SECRET_KEY',
  ]);
});

test('a process is told of by what it said itself, not by those before it', async () => {
  const before = 'an older process\n';
  await writeFile(`${dir}/app-1.log`, `${before}it broke\n`);
  expect(await readLog(`${dir}/app-1.log`, before.length)).toBe('it broke');
});
