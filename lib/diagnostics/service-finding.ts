import type { Message } from '@/lib/core/i18n/message';
import type { CheckedService } from '@/lib/services/call/checked-services';
import type { Remedy } from './remedy';

/** The name of each service's provider. */
export const PROVIDER_NAMES = {
  database: 'PostgreSQL',
  cache: 'Redis',
  payment: 'Stripe',
  email: 'Resend',
  sms: 'Twilio',
  jobs: 'Inngest',
} as const satisfies Record<CheckedService, string>;

/** What each of them knows us by. */
const KEY_NAMES = {
  database: 'DATABASE_URL',
  cache: 'UPSTASH_REDIS_REST_TOKEN',
  payment: 'STRIPE_SECRET_KEY',
  email: 'RESEND_API_KEY',
  sms: 'TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN',
  jobs: 'INNGEST_SIGNING_KEY',
} as const satisfies Record<CheckedService, string>;

type Ok = { state: 'ok' };
/** `bad` harms players or money. `advice` is what to do about it. */
type Unwell = { state: 'warn' | 'bad'; advice: Message; remedy?: Remedy };

/** The result of one diagnosis. Its id is stable, such as `webhooks.stripe.reachable`. */
export type ServiceFinding = { id: string; what: Message } & (Ok | Unwell);

export const well = (id: string, what: Message): ServiceFinding => ({ id, state: 'ok', what });

export const unwell = (
  state: Unwell['state'],
  id: string,
  what: Message,
  advice: Message,
  remedy?: Remedy,
): ServiceFinding => ({ id, state, what, advice, ...(remedy && { remedy }) });

/** A service that refuses our key fails until somebody changes the key. */
export const keyRefused = (
  id: string,
  service: CheckedService,
  error: string,
  remedy?: Remedy,
): ServiceFinding => {
  const [provider, keys] = [PROVIDER_NAMES[service], KEY_NAMES[service]];
  const what: Message = { key: 'diagnosis.service.keyRefused', values: { provider, keys, error } };
  return unwell(
    'bad',
    id,
    what,
    { key: 'diagnosis.service.keyRefusedAdvice', values: { provider, keys } },
    remedy,
  );
};

/** `20 s`, `3 min`, `2 h`, `5 d`: the same in both languages. */
export function briefly(ms: number): string {
  const minutes = ms / 60_000;
  if (minutes < 1) return `${Math.round(ms / 1000)} s`;
  if (minutes < 120) return `${Math.round(minutes)} min`;
  return minutes < 2880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} d`;
}
