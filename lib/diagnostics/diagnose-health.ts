import type { Sentences } from '@/lib/core/i18n/sentences';
import { CHECKED, type CheckedService } from '@/lib/services/call/checked-services';
import type { HealthReport } from '@/lib/services/call/health';
import { getService } from '@/lib/services/call/registry';
import type { Remedy } from './remedy';
import { ok, PROVIDER_NAMES, type ServiceFinding, unwell } from './service-finding';

/** What goes on without each service and what to do until it is back. */
const WITHOUT: Record<CheckedService, Sentences> = {
  database: {
    es: 'Sin base de datos no se puede reservar: revisa que PostgreSQL esté arriba y que DATABASE_URL sea correcta.',
    en: 'Nothing can be booked without the database: see that PostgreSQL is up and DATABASE_URL is right.',
  },
  cache: {
    es: 'Todo sigue sin caché, más despacio: revisa UPSTASH_REDIS_REST_URL y el estado de Upstash.',
    en: 'All goes on without the cache, slower: check UPSTASH_REDIS_REST_URL and the state of Upstash.',
  },
  payment: {
    es: 'Las reservas se guardan y se pagan después: mira status.stripe.com y comprueba STRIPE_SECRET_KEY.',
    en: 'Bookings are saved and paid later: look at status.stripe.com and check STRIPE_SECRET_KEY.',
  },
  email: {
    es: 'Los correos esperan y salen solos cuando vuelva: mira resend-status.com y comprueba RESEND_API_KEY.',
    en: 'Mails wait and go out by themselves when it is back: look at resend-status.com and check RESEND_API_KEY.',
  },
  sms: {
    es: 'Los SMS esperan: mira status.twilio.com y comprueba TWILIO_ACCOUNT_SID y TWILIO_AUTH_TOKEN.',
    en: 'Text messages wait: look at status.twilio.com and check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN.',
  },
  jobs: {
    es: 'Nada se pierde, pero correos y devoluciones esperan: mira status.inngest.com y comprueba INNGEST_BASE_URL e INNGEST_EVENT_KEY.',
    en: 'Nothing is lost, but mails and refunds wait: look at status.inngest.com and check INNGEST_BASE_URL and INNGEST_EVENT_KEY.',
  },
};

const BUSY: Sentences = {
  es: 'Responde, pero falla o tarda más de lo normal: si no mejora en unos minutos, mira la página de estado del proveedor.',
  en: 'It answers, but fails or takes longer than it should: if that lasts, look at the provider’s status page.',
};

/** Each service as its probe and the last minute's calls show it. */
export const diagnoseHealth = (report: HealthReport): ServiceFinding[] =>
  CHECKED.map((service) => diagnoseService(service, report));

function diagnoseService(service: CheckedService, report: HealthReport): ServiceFinding {
  const { status, breaker, p95Ms, latencyMs, error } = report[service];
  const id = `service.${service}`;
  const { tier } = getService(service);
  const provider = PROVIDER_NAMES[service];
  const figures = `${Math.round(latencyMs)} ms, p95 ${Math.round(p95Ms)} ms`;
  const remedy: Remedy | undefined = breaker === 'closed' ? undefined : { kind: 'close_breaker', service };
  switch (status) {
    case 'healthy':
      return ok(id, { es: `${provider} responde (${figures}).`, en: `${provider} answers (${figures}).` });
    case 'degraded':
      return unwell(
        'warn',
        id,
        {
          es: `${provider} responde a medias (${figures}, disyuntor ${BREAKER.es[breaker]}).`,
          en: `${provider} answers in part (${figures}, breaker ${BREAKER.en[breaker]}).`,
        },
        BUSY,
        remedy,
      );
    case 'unhealthy':
      return unwell(
        tier === 'needed' || service === 'payment' || service === 'jobs' ? 'bad' : 'warn',
        id,
        {
          es: `${provider} no se puede usar: ${error ?? ''}`,
          en: `${provider} cannot be used: ${error ?? ''}`,
        },
        WITHOUT[service],
        remedy,
      );
  }
}

export const BREAKER = {
  es: { closed: 'cerrado', open: 'abierto', half_open: 'probando' },
  en: { closed: 'closed', open: 'open', half_open: 'testing' },
} as const;
