import type { Asker } from '@/lib/auth/known-browser';
import { mailboxOf } from '@/lib/core/input/email-address';
import { limitRate } from '@/lib/services/redis/rate-limit';

/**
 * Counts one request for a mailed link, for each asker apart, so that strangers cannot use up the owner's links.
 * Strangers together get twelve links for a mailbox in fifteen minutes, which is how long a link works.
 * @throws AppError `rate_limited`
 */
export async function limitLinks(email: string, asker: Asker): Promise<void> {
  const mailbox = mailboxOf(email);
  if (asker.kind === 'known') return limitRate('linksAsked', `${mailbox}|${asker.browser}`);
  await limitRate('linksAsked', `${mailbox}|${asker.address}`);
  await limitRate('mailsFrom', asker.address);
  await limitRate('linksTo', mailbox);
}
