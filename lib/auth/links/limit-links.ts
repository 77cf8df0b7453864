import type { Asker } from '@/lib/auth/known-browser';
import { mailboxOf } from '@/lib/core/input/email-address';
import { limitRate } from '@/lib/services/redis/rate-limit';

/**
 * Counts one link that somebody asks to be mailed. Each asker is limited on their own, so that a stranger never uses up
 * what the account's owner may ask for. Strangers together send a mailbox twelve in the fifteen minutes that a link
 * works: whoever is refused for that has one that still opens the account.
 * @throws AppError `rate_limited`
 */
export async function limitLinks(email: string, asker: Asker): Promise<void> {
  const mailbox = mailboxOf(email);
  if (asker.kind === 'known') return limitRate('linksAsked', `${mailbox}|${asker.browser}`);
  await limitRate('linksAsked', `${mailbox}|${asker.address}`);
  await limitRate('mailsFrom', asker.address);
  await limitRate('linksTo', mailbox);
}
