import { limitRate } from '@/lib/services/rate-limit';
import { mailboxOf } from './email-address';

/**
 * Counts one link that somebody at this address asks to be mailed. Who asks is limited on their own, so that a stranger
 * never uses up what the account's owner may ask for. A mailbox gets twelve in the fifteen minutes that a link works:
 * whoever is refused for that has one that still opens the account.
 * @throws AppError `rate_limited`
 */
export async function limitLinks(email: string, address: string): Promise<void> {
  const mailbox = mailboxOf(email);
  await limitRate('linksAsked', `${mailbox}|${address}`);
  await limitRate('mailsFrom', address);
  await limitRate('linksTo', mailbox);
}
