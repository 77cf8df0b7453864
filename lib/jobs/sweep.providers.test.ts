import { expect, test } from 'vitest';
import { z } from 'zod';
import { db } from '@/db';
import { webhookEvents } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { MINUTE_MS } from '@/lib/core/time';
import { useSandbox } from '@/test/sandbox';

const sandbox = useSandbox({ providers: ['inngest'] });

const WAITING = 900;

/** Inngest's client reads the environment when it is made, so the sandbox must have started. */
const sweep = async (now = new Date()) => (await import('./sweep')).sweep({ ...systemContext('test'), now });

const runsSchema = z.object({ inbox: z.array(z.string()) });

/** The ids that reached the job engine, each as often as it was sent. */
async function sentIds(): Promise<string[]> {
  const answer = await fetch(`${sandbox().urls.inngest}/_control/runs`);
  return runsSchema.parse(await answer.json()).inbox;
}

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
  const { webhooks } = await sweep();
  expect(webhooks).toBeGreaterThanOrEqual(WAITING);
  await expect.poll(async () => (await sentIds()).length).toBeGreaterThanOrEqual(WAITING);
});

test('a row that waits in a long queue is queued again after 1, 2, 4, … minutes, not at each sweep', async () => {
  const now = Date.now();
  const [event] = await db()
    .insert(webhookEvents)
    .values({
      provider: 'stripe',
      eventId: 'evt_in_a_queue',
      type: 'payment_intent.succeeded',
      payload: {},
      receivedAt: new Date(now - 5 * MINUTE_MS),
    })
    .returning();
  for (const minutes of [0, 1, 2, 3, 4]) {
    await sweep(new Date(now + minutes * MINUTE_MS));
  }
  const mine = async () =>
    (await sentIds()).filter((id) => id.startsWith(`webhook:${event?.id}:`)).toSorted();
  const turn = (step: number) => `webhook:${event?.id}:0@${step}`;
  // Turns are at 4 and 8 minutes, so minutes 5 to 7 belong to the first and 8 and 9 to the second.
  await expect.poll(mine).toEqual([turn(2), turn(2), turn(2), turn(3), turn(3)]);
});
