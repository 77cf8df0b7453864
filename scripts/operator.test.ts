import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { and, eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { db } from '@/db';
import { audit } from '@/db/schema';
import { findPerson } from '@/lib/auth/find-person';
import { makeUser } from '@/test/factories';

const run = promisify(execFile);

const operator = (...options: string[]) =>
  run(process.execPath, ['--import', 'tsx', 'scripts/operator.ts', ...options]);

describe('npm run operator', () => {
  it('makes an account an operator, once, and the audit tells how', async () => {
    const user = await makeUser();
    const first = await operator(user.email.toUpperCase());
    expect(first.stdout).toContain(`${user.email} is an operator now`);
    const second = await operator(user.email);
    expect(second.stdout).toContain('already');
    await expect(findPerson(user.id)).resolves.toMatchObject({ operator: true });
    const lines = await db()
      .select()
      .from(audit)
      .where(and(eq(audit.entity, 'user'), eq(audit.entityId, user.id)));
    expect(lines).toMatchObject([{ actor: 'system:operator-command', toState: 'operator_granted' }]);
  });

  it.each([
    [[], 'Usage: npm run operator'],
    [['ana'], 'Usage: npm run operator'],
    [['ana@pista.test', 'eva@pista.test'], 'Usage: npm run operator'],
    [
      ['nobody@pista.test'],
      'There is no account for nobody@pista.test. Sign up and open the link in the mail first.',
    ],
  ])('given %j says what is wrong and fails', async (options, message) => {
    await expect(operator(...options)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(message),
    });
  });

  it('makes none of an account that is disabled', async () => {
    const { email } = await makeUser({ disabledAt: new Date() });
    await expect(operator(email)).rejects.toMatchObject({ code: 1 });
  });
});
