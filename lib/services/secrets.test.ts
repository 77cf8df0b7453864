import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { faultSchema } from '@/sandbox/faults';
import { serve } from '@/sandbox/serve';
import { CANARIES, shownSecrets } from '@/test/shown-secrets';

/** Causes every provider's failure and shows it in every way. */
const SHOW_ALL_FAILURES = `
  import { inspect } from 'node:util';
  import { log } from './lib/core/log.ts';
  import { storeCached } from './lib/services/redis/cache.ts';
  import { checkAll } from './lib/services/call/health.ts';
  import { sendEmail } from './lib/services/resend/resend.ts';
  import { createIntent } from './lib/services/stripe/stripe.ts';
  import { parseStripeWebhook } from './lib/services/stripe/stripe-webhook.ts';
  import { sendSms } from './lib/services/twilio/twilio.ts';
  import { storage } from './lib/services/storage/storage.ts';

  const mail = { to: 'a@pista.test', subject: 's', html: 'h', text: 't' };
  const intent = { amountMinor: 1, currency: 'EUR', customerId: 'c', metadata: {}, description: 'd' };
  const attempts = [
    () => createIntent(intent, 'k'),
    () => sendEmail(mail, 'k'),
    () => sendSms({ to: '+34600111222', body: 'b', statusCallbackUrl: 'https://pista.test' }),
    async () => parseStripeWebhook('{}', 't=1,v1=0'),
    () => storage.put('a/1', new Uint8Array(4), 'image/webp'),
  ];
  for (const attempt of attempts) {
    const error = await attempt().catch((reason) => reason);
    log().error({ err: error, cause: error.cause }, 'failed');
    console.log(inspect(error, { depth: null, showHidden: true }), JSON.stringify(error), String(error.stack));
  }
  await storeCached('key', 1, 60);
  log().info({ health: await checkAll() }, 'health');
  process.exit(0);
`;

const failures = ['status 401', 'status 500', 'refuse'].map((name) => {
  const [mode, status] = name.split(' ');
  return { name, fault: faultSchema.parse({ mode, status: Number(status ?? 500) }) };
});

test.each(failures)('no key shows in a log line, an error or a report ($name)', async ({ fault }) => {
  const provider = await serve(() => ({ body: {} }), 0);
  provider.faults.add(fault);
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', SHOW_ALL_FAILURES],
    {
      env: {
        ...CANARIES,
        NODE_ENV: 'test',
        LOG_LEVEL: 'trace',
        NEXTAUTH_URL: 'http://localhost:3000',
        EMAIL_FROM: 'Pista <hola@pista.test>',
        UPSTASH_REDIS_REST_URL: provider.url,
        STRIPE_API_BASE_URL: provider.url,
        RESEND_BASE_URL: provider.url,
        TWILIO_API_BASE_URL: provider.url,
        INNGEST_BASE_URL: provider.url,
        STORAGE_URL: `s3://${new URL(provider.url).host}/pista`,
      },
    },
  );
  await provider.close();
  const shown = stdout + stderr;
  expect(shown).toContain('"msg":"health"');
  expect(shown).toContain('service_unavailable');
  expect(shownSecrets(shown, CANARIES)).toEqual([]);
});
