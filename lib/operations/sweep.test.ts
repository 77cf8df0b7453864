import { expect, test } from 'vitest';
import { db } from '@/db';
import { webhookEvents } from '@/db/schema';
import { systemContext } from '@/lib/context';
import { MINUTE_MS } from '@/lib/time';
import { useSandbox } from '@/test/sandbox';
import { sweep } from './sweep';

useSandbox({ providers: ['inngest'] });

const WAITING = 900;

test('what a busy hour left behind while the job engine was away is nudged in one sweep', async () => {
  const receivedAt = new Date(Date.now() - 5 * MINUTE_MS);
  await db()
    .insert(webhookEvents)
    .values(
      Array.from({ length: WAITING }, (_, at) => ({
        provider: 'stripe' as const,
        eventId: `evt_left_${at}`,
        type: 'payment_intent.succeeded',
        payload: {},
        receivedAt,
      })),
    );
  const { webhooks } = await sweep(systemContext('test'));
  expect(webhooks).toBeGreaterThanOrEqual(WAITING);
});
