import { grantOperator } from '@/lib/accounts/grant-operator';
import { systemContext } from '@/lib/core/context';
import { emailAddress } from '@/lib/core/input/email-address';
import { runCommand } from './run-command';

const USAGE = 'Usage: npm run operator -- <email>';

/** `npm run operator -- <email>`: makes an account an operator's, the first one or a further one. */
async function main(): Promise<string> {
  const email = emailAddress.safeParse(process.argv[2]);
  if (!email.success || process.argv.length > 3) throw new Error(USAGE);
  const outcome = await grantOperator(systemContext('operator-command'), email.data);
  return outcome === 'granted'
    ? `${email.data} is an operator now, and signs in anew.`
    : `${email.data} is an operator already.`;
}

await runCommand(main);
