import { env } from '@/lib/core/env';
import type { Message } from '@/lib/core/i18n/message';
import { listEmailDomains, listMailEndpoints, unlessSendOnly } from '@/lib/services/resend/resend';
import { NEEDED_MAIL_EVENTS } from '@/lib/webhooks/receive-mail-event';
import { diagnoseSubscription } from './diagnose-subscription';
import { webhookUrl } from './diagnose-webhooks';
import { type ServiceFinding, unwell, well } from './service-finding';

/** Whether Resend may send in the name of our sender's domain. */
export async function diagnoseMailDomain(): Promise<ServiceFinding[]> {
  const id = 'mail.domain';
  const domain = /@([\w.-]+)/.exec(env().EMAIL_FROM)?.[1] ?? '';
  const domains = await unlessSendOnly(listEmailDomains());
  if (domains === null) {
    return [unseen(id, { key: 'diagnosis.mailDomain.unseenAdvice', values: { domain } })];
  }
  const known = domains.find(({ name }) => domain === name || domain.endsWith(`.${name}`));
  if (known?.status === 'verified') {
    return [well(id, { key: 'diagnosis.mailDomain.verified', values: { domain } })];
  }
  const what: Message = known
    ? { key: 'diagnosis.mailDomain.unverified', values: { domain, state: known.status } }
    : { key: 'diagnosis.mailDomain.unknown', values: { domain } };
  return [unwell('bad', id, what, 'diagnosis.mailDomain.advice')];
}

/** Whether Resend sends us its events about our mails. */
export async function diagnoseMailEndpoint(): Promise<ServiceFinding[]> {
  const endpoints = await unlessSendOnly(listMailEndpoints());
  if (endpoints === null) {
    const url = webhookUrl('resend');
    return [
      unseen('webhooks.resend.endpoint', { key: 'diagnosis.subscription.unseenAdvice', values: { url } }),
    ];
  }
  const { finding } = diagnoseSubscription({
    service: 'email',
    provider: 'resend',
    endpoints,
    needed: NEEDED_MAIL_EVENTS,
    secretName: 'RESEND_WEBHOOK_SECRET',
  });
  return [finding];
}

/** A key that may only send is a good one. What it cannot read is left to whoever has the account. */
const unseen = (id: string, advice: Message): ServiceFinding =>
  unwell('warn', id, 'diagnosis.mailDomain.unseen', advice);
