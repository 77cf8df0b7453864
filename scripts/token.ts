import { parseArgs } from 'node:util';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { TOKEN_SCOPES, users } from '@/db/schema';
import { issueApiToken } from '@/lib/accounts/create-api-token';
import { systemContext } from '@/lib/core/context';
import { emailAddress } from '@/lib/core/input/email-address';
import { runCommand } from './run-command';

const USAGE = 'Usage: npm run token -- <email> [--scope read|write]';

const argumentsSchema = z.object({
  email: emailAddress,
  scope: z.enum(TOKEN_SCOPES).default('write'),
});

/** `npm run token -- <email> [--scope read|write]`: prints a new API key on the last line. */
async function main(): Promise<string> {
  const { values, positionals } = parseArgs({
    options: { scope: { type: 'string' } },
    allowPositionals: true,
  });
  const parsed = argumentsSchema.safeParse({ email: positionals[0], scope: values.scope });
  if (!parsed.success) throw new Error(USAGE);

  const { email, scope } = parsed.data;
  const [user] = await db().select({ id: users.id }).from(users).where(eq(users.email, email));
  if (user === undefined) throw new Error(`There is no account for ${email}.`);
  const { key } = await issueApiToken(systemContext('token-command'), user.id, { name: 'Shell', scope });
  return key;
}

await runCommand(main);
