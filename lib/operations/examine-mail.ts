import { env } from '@/lib/env';
import { listEmailDomains } from '@/lib/services/resend';
import { ok, type ServiceFinding, unwell } from './service-finding';

/** Whether Resend may send in the name of our sender's domain. */
export async function examineMailDomain(): Promise<ServiceFinding[]> {
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
