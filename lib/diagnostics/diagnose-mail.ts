import { env } from '@/lib/core/env';
import { listEmailDomains, listMailEndpoints } from '@/lib/services/resend/resend';
import { NEEDED_MAIL_EVENTS } from '@/lib/webhooks/receive-mail-event';
import { diagnoseSubscription } from './diagnose-subscription';
import { ok, type ServiceFinding, unwell } from './service-finding';

/** Whether Resend may send in the name of our sender's domain. */
export async function diagnoseMailDomain(): Promise<ServiceFinding[]> {
  const id = 'mail.domain';
  const domain = /@([\w.-]+)/.exec(env().EMAIL_FROM)?.[1] ?? '';
  const known = (await listEmailDomains()).find(({ name }) => domain === name || domain.endsWith(`.${name}`));
  if (known?.status === 'verified') {
    return [ok(id, { es: `El dominio ${domain} está verificado.`, en: `The domain ${domain} is verified.` })];
  }
  const state = known?.status ?? null;
  return [
    unwell(
      'bad',
      id,
      {
        es: `Resend no puede enviar desde ${domain}: ${state ?? 'no conoce el dominio'}.`,
        en: `Resend cannot send from ${domain}: ${state ?? 'it does not know the domain'}.`,
      },
      {
        es: 'Añade el dominio en Resend, publica sus registros DKIM y SPF, o corrige EMAIL_FROM.',
        en: 'Add the domain in Resend, publish its DKIM and SPF records, or correct EMAIL_FROM.',
      },
    ),
  ];
}

/** Whether Resend tells us what becomes of our mails. */
export async function diagnoseMailEndpoint(): Promise<ServiceFinding[]> {
  const { finding } = diagnoseSubscription({
    service: 'email',
    provider: 'resend',
    endpoints: await listMailEndpoints(),
    needed: NEEDED_MAIL_EVENTS,
    secretName: 'RESEND_WEBHOOK_SECRET',
    meanwhile: {
      es: 'un correo rebotado parece entregado y nadie avisa por SMS',
      en: 'a mail that bounced looks sent, and no text goes out instead',
    },
  });
  return [finding];
}
