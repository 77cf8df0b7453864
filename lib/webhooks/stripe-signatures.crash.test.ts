import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { db } from '@/db';
import { webhookEvents } from '@/db/schema';
import { SANDBOX_KEYS } from '@/sandbox/providers';
import { readBooking } from '@/test/bookings';
import { useKeptLog } from '@/test/kept-log';
import { startOtherProcess } from '@/test/other-process/start';
import { postWebhook, type StripeEvent, signedEvent, signedText, storedEvents } from '@/test/stripe-events';
import { useWebhooks } from '@/test/webhooks';

const { api, deliver, paid } = useWebhooks();
const log = useKeptLog();

describe('A09 a forged webhook', () => {
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
    ...['t=,v1=', 't=1', 'v1=', 't=1,v1', 't,v1', ',', '=,=', 't=x,v1=00'].map(
      (signature): [string, number, Forgery] => [
        `the signature ${signature}`,
        400,
        (event) => ({ ...signedEvent(event), signature }),
      ],
    ),
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
    expect(log.filter((line) => line.includes('stripe-webhook'))).toHaveLength(1);
    expect(log.join('')).not.toContain(event.id);
    expect(log.join('')).not.toContain(reservationId);
  });
});

describe('a well signed body', () => {
  const event = { id: 'evt_1', type: 'payment_intent.succeeded', livemode: false };

  test.each([
    ...['', '{}', '[]', 'null', '1', '"text"', 'not json'],
    ...[
      { id: undefined },
      { id: '' },
      { type: 1 },
      { livemode: 'no' },
      { data: [] },
      { data: { object: 'pi_1' } },
    ].map((changes) => JSON.stringify({ ...event, ...changes })),
  ])('%s is no event: it is answered 400, and nothing is written', async (body) => {
    expect(await postWebhook(api(), signedText(body))).toBe(400);
    expect(await db().$count(webhookEvents)).toBe(0);
  });
});

describe('A10 by the clock', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['Date'] }));
  afterEach(() => vi.useRealTimers());

  test.each([
    ['five minutes and a second old', 301],
    ['five minutes and a second ahead', -301],
  ])('a webhook %s is answered 400', async (_title, ageSeconds) => {
    const { event } = await paid();
    expect(await deliver(event, { ageSeconds })).toBe(400);
    expect(await storedEvents(event.id)).toEqual([]);
  });
});

describe('A11 while the secret is rotated', () => {
  test('Stripe signs with both secrets, and ours is enough', async () => {
    const { event } = await paid();
    const secrets = ['whsec_the_next_one', SANDBOX_KEYS.STRIPE_WEBHOOK_SECRET];
    expect(await deliver(event, { secrets })).toBe(200);
    expect(await storedEvents(event.id)).toHaveLength(1);
  });

  test('we hold both secrets, and of a storm of events signed with either none is lost', async () => {
    const secrets = ['whsec_old', 'whsec_new'];
    const other = await startOtherProcess({ STRIPE_WEBHOOK_SECRET: secrets.join(',') });
    const { event } = await paid();
    const receive = async (secret: string) => {
      const id = `evt_${crypto.randomUUID()}`;
      const { body, signature } = signedEvent({ ...event, id }, { secrets: [secret] });
      await other.call('receive', body, signature);
      return (await storedEvents(id)).length;
    };
    try {
      const storm = Array.from({ length: 10 }, () => secrets).flat();
      expect(new Set(await Promise.all(storm.map(receive)))).toEqual(new Set([1]));
      await expect(receive(SANDBOX_KEYS.STRIPE_WEBHOOK_SECRET)).rejects.toThrow('invalid_input');
    } finally {
      other.stop();
    }
  });
});
