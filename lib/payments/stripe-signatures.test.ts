import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { SANDBOX_KEYS } from '@/sandbox/providers';
import { readBooking } from '@/test/bookings';
import { startOtherProcess } from '@/test/other-process/start';
import { postWebhook, type StripeEvent, signedEvent, storedEvents } from '@/test/stripe-events';
import { useWebhooks } from '@/test/webhooks';

const { api, deliver, paid } = useWebhooks();

describe('A09 a forged webhook', () => {
  const ours = SANDBOX_KEYS.STRIPE_WEBHOOK_SECRET;
  type Forgery = (event: StripeEvent) => { body: string; signature: string | null };
  const forgeries: [string, number, Forgery][] = [
    ['no signature', 400, (event) => ({ ...signedEvent(event), signature: null })],
    ['an empty signature', 400, (event) => ({ ...signedEvent(event), signature: '' })],
    ['a signature of another secret', 400, (event) => signedEvent(event, { secrets: ['whsec_other'] })],
    [
      'half a signature',
      400,
      (event) => {
        const { body, signature } = signedEvent(event);
        return { body, signature: signature.slice(0, -32) };
      },
    ],
    [
      'one byte changed',
      400,
      (event) => {
        const { body, signature } = signedEvent(event);
        return { body: body.replace('succeeded', 'succeeDed'), signature };
      },
    ],
    [
      'the same JSON written otherwise',
      400,
      (event) => ({
        ...signedEvent(event),
        body: JSON.stringify(event, null, 1),
      }),
    ],
    [
      'a truncated body',
      400,
      (event) => {
        const { body, signature } = signedEvent(event);
        return { body: body.slice(0, -100), signature };
      },
    ],
    ['half a megabyte', 413, (event) => signedEvent({ ...event, padding: 'x'.repeat(520 * 1024) })],
    [
      'a signature of Resend’s kind',
      400,
      (event) => ({ ...signedEvent(event), signature: 'v1,c2lnbmF0dXJl' }),
    ],
  ];

  test.each(forgeries)('%s is answered %i, and nothing is written', async (_title, status, forge) => {
    const { event, reservationId } = await paid();
    expect(await postWebhook(api(), forge(event))).toBe(status);
    expect(await storedEvents(event.id)).toEqual([]);
    expect((await readBooking(reservationId)).status).toBe('pending');
    expect(signedEvent(event, { secrets: [ours] }).signature).toMatch(/^t=\d+,v1=/);
  });
});

test.each([
  ['five minutes and a second old', 301],
  ['five minutes and a second ahead', -301],
])('A10 a webhook %s is answered 400', async (_title, ageSeconds) => {
  const { event } = await paid();
  // A second later the one that is ahead would be in time.
  vi.useFakeTimers({ toFake: ['Date'], now: Math.floor(Date.now() / 1000) * 1000 });
  onTestFinished(() => void vi.useRealTimers());
  expect(await deliver(event, { ageSeconds })).toBe(400);
  expect(await storedEvents(event.id)).toEqual([]);
});

describe('A11 while the secret is rotated', () => {
  test('Stripe signs with both secrets, and ours is enough', async () => {
    const { event } = await paid();
    const secrets = ['whsec_the_next_one', SANDBOX_KEYS.STRIPE_WEBHOOK_SECRET];
    expect(await deliver(event, { secrets })).toBe(200);
    expect(await storedEvents(event.id)).toHaveLength(1);
  });

  test('we hold both secrets, and an event signed with either is taken', async () => {
    const secrets = ['whsec_old', 'whsec_new'];
    const other = await startOtherProcess({ STRIPE_WEBHOOK_SECRET: secrets.join(',') });
    try {
      for (const secret of secrets) {
        const { event } = await paid();
        const { body, signature } = signedEvent(event, { secrets: [secret] });
        await other.call('receive', body, signature);
        expect(await storedEvents(event.id)).toHaveLength(1);
      }
      const { event } = await paid();
      const { body, signature } = signedEvent(event);
      await expect(other.call('receive', body, signature)).rejects.toThrow('invalid_input');
    } finally {
      other.stop();
    }
  });
});
