import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, inject, it } from 'vitest';
import { db, sql } from '@/db';
import { users } from '@/db/schema';
import { seed } from '@/scripts/seed/seed';
import { makeClub } from '@/test/factories';

/** Runs the command with this environment only, without a developer's .env. */
async function run(environment: Record<string, string>) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/seed.ts'], {
    env: {
      NODE_ENV: 'test',
      ALLOW_SANDBOX: '',
      STRIPE_SECRET_KEY: '',
      DATABASE_URL: inject('serverUrl'),
      ...environment,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [said] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { exitCode: child.exitCode, said };
}

describe('the example data, whose operator has a published password', () => {
  it.each([
    [{ NODE_ENV: 'production' }, 'The example data needs ALLOW_SANDBOX=1 when NODE_ENV is production.\n'],
    [
      { NODE_ENV: 'production', ALLOW_SANDBOX: '1', STRIPE_SECRET_KEY: 'sk_live_1' },
      'The example data is refused beside a live STRIPE_SECRET_KEY.\n',
    ],
  ])('is refused with %j', async (extra, said) => {
    await expect(run(extra)).resolves.toEqual({ exitCode: 1, said });
  });

  it('is refused by a database that has clubs of its own', async () => {
    await makeClub();
    await expect(seed(sql())).rejects.toThrow('This database has clubs of its own');
    expect(await db().$count(users)).toBe(0);
  });
});
