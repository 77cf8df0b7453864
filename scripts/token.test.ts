import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { findTokenActor } from '@/lib/auth/find-token-actor';
import { makeUser } from '@/test/factories';

const run = promisify(execFile);

const token = (...options: string[]) =>
  run(process.execPath, ['--import', 'tsx', 'scripts/token.ts', ...options]);

describe('npm run token', () => {
  it('prints a key that works, alone on its last line', async () => {
    const user = await makeUser();
    const { stdout } = await token(user.email.toUpperCase(), '--scope', 'read');
    const key = stdout.trimEnd().split('\n').at(-1) ?? '';
    await expect(findTokenActor(key, new Date())).resolves.toMatchObject({
      userId: user.id,
      via: { kind: 'token', scope: 'read' },
    });
  });

  it.each([
    [[], 'Usage: npm run token'],
    [['ana@pista.test', '--scope', 'everything'], 'Usage: npm run token'],
    [['nobody@pista.test'], 'There is no account for nobody@pista.test.'],
  ])('given %j says what is wrong and fails', async (options, message) => {
    await expect(token(...options)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(message),
    });
  });
});
