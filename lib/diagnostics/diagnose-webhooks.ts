import { z } from 'zod';
import { sql } from '@/db';
import { WEBHOOK_PROVIDERS } from '@/db/schema';
import { env } from '@/lib/core/env';
import { HOUR_MS, MINUTE_MS } from '@/lib/core/time';
import { briefly, well, type ServiceFinding, unwell } from './service-finding';

type WebhookProvider = (typeof WEBHOOK_PROVIDERS)[number];

/** The path of each provider's webhook, below our public address. */
const WEBHOOK_PATHS = {
  stripe: '/api/v1/payments/stripe-webhook',
  resend: '/api/v1/notifications/resend-webhook',
  twilio: '/api/v1/notifications/twilio-webhook',
} as const satisfies Record<WebhookProvider, string>;

const NAMES = { stripe: 'Stripe', resend: 'Resend', twilio: 'Twilio' } as const satisfies Record<
  WebhookProvider,
  string
>;

const REACH_MS = 3_000;
/** An event is processed within seconds, so one that waits this long is stuck. */
const STUCK = '10 minutes';

/** How long after its cause a provider's event may be missing. */
const GRACE_MS: Record<WebhookProvider, number> = {
  stripe: 10 * MINUTE_MS,
  resend: HOUR_MS,
  twilio: HOUR_MS,
};

const heardSchema = z.array(
  z.object({
    provider: z.enum(WEBHOOK_PROVIDERS),
    heard_ms: z.number().nullable(),
    expected_ms: z.number().nullable(),
  }),
);
type Heard = z.output<typeof heardSchema>[number];

/** When each provider last sent an event, against when it last should have. */
export async function diagnoseLastWebhooks(): Promise<ServiceFinding[]> {
  const rows = await sql()`
    select provider, extract(epoch from max(heard))::float8 * 1000 as heard_ms,
           extract(epoch from max(expected))::float8 * 1000 as expected_ms
    from (
      select provider, max(received_at) as heard, null::timestamptz as expected from webhook_events group by provider
      union all select 'stripe', null, max(completed_at) from payments
      union all select 'resend', null, max(sent_at) from notices where channel = 'email'
      union all select 'twilio', null, max(sent_at) from notices where channel = 'sms'
    ) as told group by provider`;
  const heard = heardSchema.parse([...rows]);
  return WEBHOOK_PROVIDERS.map((provider) =>
    diagnoseLast(
      heard.find((row) => row.provider === provider) ?? { provider, heard_ms: null, expected_ms: null },
    ),
  );
}

function diagnoseLast({ provider, heard_ms: heard, expected_ms: expected }: Heard): ServiceFinding {
  const id = `webhooks.${provider}.last`;
  const silent = expected !== null && expected > (heard ?? 0);
  if (silent && Date.now() - expected > GRACE_MS[provider]) {
    const ago = briefly(Date.now() - expected);
    return unwell(
      provider === 'stripe' && heard !== null ? 'bad' : 'warn',
      id,
      { key: 'diagnosis.webhooks.silent', values: { provider: NAMES[provider], ago } },
      {
        key: 'diagnosis.webhooks.silentAdvice',
        values: { provider: NAMES[provider], url: webhookUrl(provider) },
      },
      // Events of the other providers hold nothing that we could ask for.
      provider === 'stripe' ? { kind: 'run_job', job: 'reconcile' } : undefined,
    );
  }
  if (heard === null) {
    return well(id, { key: 'diagnosis.webhooks.noneYet', values: { provider: NAMES[provider] } });
  }
  const ago = briefly(Date.now() - heard);
  return well(id, { key: 'diagnosis.webhooks.last', values: { provider: NAMES[provider], ago } });
}

const openSchema = z.object({ stuck: z.int(), dead: z.int() });

/** Whether the received events have been processed. */
export async function diagnoseWebhookBacklog(): Promise<ServiceFinding[]> {
  const id = 'webhooks.backlog';
  const [row] = await sql()`
    select (select count(*)::int from webhook_events
              where processed_at is null and dead_at is null and provider = 'stripe'
                and received_at < now() - ${STUCK}::interval
                and coalesce(next_attempt_at, received_at) < now() - ${STUCK}::interval) as stuck,
           (select count(*)::int from webhook_events
              where dead_at is not null and processed_at is null and provider = 'stripe') as dead`;
  const { stuck, dead } = openSchema.parse(row);
  if (stuck > 0) {
    return [
      unwell(
        'bad',
        id,
        { key: 'diagnosis.webhooks.stuck', values: { stuck } },
        'diagnosis.webhooks.stuckAdvice',
        { kind: 'run_job', job: 'sweep' },
      ),
    ];
  }
  if (dead > 0) {
    return [
      unwell(
        'warn',
        id,
        { key: 'diagnosis.webhooks.dead', values: { dead } },
        'diagnosis.webhooks.deadAdvice',
      ),
    ];
  }
  return [well(id, 'diagnosis.webhooks.noneWaits')];
}

/** Whether our webhook addresses answer on the public name. Each must refuse an unsigned request. */
export const diagnoseReachability = (base = env().NEXTAUTH_URL): Promise<ServiceFinding[]> =>
  Promise.all(WEBHOOK_PROVIDERS.map((provider) => reach(provider, webhookUrl(provider, base))));

async function reach(provider: WebhookProvider, url: string): Promise<ServiceFinding> {
  const id = `webhooks.${provider}.reachable`;
  const met = await postUnsigned(url);
  if (met === 400 || met === 403) {
    return well(id, { key: 'diagnosis.webhooks.reachable', values: { url } });
  }
  return unwell(
    'bad',
    id,
    { key: 'diagnosis.webhooks.unreachable', values: { url, met } },
    'diagnosis.webhooks.unreachableAdvice',
  );
}

/** The status of the answer, or why there was none. */
async function postUnsigned(url: string): Promise<number | string> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
      redirect: 'manual',
      cache: 'no-store',
      signal: AbortSignal.timeout(REACH_MS),
    });
    await response.body?.cancel();
    return response.status;
  } catch (error) {
    return error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
  }
}

export const webhookUrl = (provider: WebhookProvider, base = env().NEXTAUTH_URL): string =>
  new URL(WEBHOOK_PATHS[provider], base).href;
