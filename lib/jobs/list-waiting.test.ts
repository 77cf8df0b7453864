import { v7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import {
  acts,
  customerRemovals,
  notices,
  operationServices,
  operations,
  refunds,
  webhookEvents,
} from '@/db/schema';
import { MINUTE_MS } from '@/lib/core/time';
import { makePayment, makeReservation, makeUser } from '@/test/factories';
import { listWaiting } from './list-waiting';

const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE_MS);

/** The ids of the nudges of that kind, in their order. */
async function nudged(kind: string): Promise<string[]> {
  const found = (await listWaiting()).find(({ name }) => name === kind);
  return found?.waiting.map(({ event }) => event.id) ?? [];
}

type Wait = { minutes: number; restsMinutes?: number };

async function storeEvent({ minutes, restsMinutes }: Wait): Promise<string> {
  const [event] = await db()
    .insert(webhookEvents)
    .values({
      provider: 'stripe',
      eventId: `evt_${v7()}`,
      type: 'payment_intent.succeeded',
      payload: {},
      receivedAt: ago(minutes),
      nextAttemptAt: restsMinutes === undefined ? null : ago(-restsMinutes),
    })
    .returning();
  return `webhook:${event?.id}:0`;
}

const payFor = async (values: Parameters<typeof makePayment>[1] = {}) =>
  makePayment(await makeReservation(), values);

async function requestRefund({ minutes, restsMinutes }: Wait, bulk = false): Promise<string> {
  const payment = await payFor();
  const [refund] = await db()
    .insert(refunds)
    .values({
      paymentId: payment.id,
      amountMinor: 100,
      currency: payment.currency,
      cause: bulk ? 'club_deleted' : 'cancellation',
      requestedBy: 'system:test',
      createdAt: ago(minutes),
      retryAfter: restsMinutes === undefined ? null : ago(-restsMinutes),
    })
    .returning();
  return `refund:${refund?.id}:1`;
}

async function abandonIntent({ minutes, restsMinutes }: Wait): Promise<string> {
  const payment = await payFor({
    status: 'pending',
    cancelRequestedAt: ago(minutes),
    cancelRetryAfter: restsMinutes === undefined ? null : ago(-restsMinutes),
  });
  return `intent:${payment.id}`;
}

async function writeNotice(values: Partial<typeof notices.$inferInsert>): Promise<string> {
  const { id: userId, email } = await makeUser();
  const { id } = await makeReservation({ userId });
  const [notice] = await db()
    .insert(notices)
    .values({
      kind: 'reservation_confirmation',
      objectId: id,
      reservationId: id,
      userId,
      channel: 'email',
      recipient: email,
      locale: 'es',
      ...values,
    })
    .returning();
  return `notice:${notice?.id}:0`;
}

describe.each([
  ['webhooks', storeEvent],
  ['refunds', (wait: Wait) => requestRefund(wait)],
  ['intents', abandonIntent],
] as const)('of %s', (kind, write) => {
  test('those wait that nobody took up within a minute, but for those that rest', async () => {
    const older = await write({ minutes: 6 });
    const younger = await write({ minutes: 2 });
    const rested = await write({ minutes: 4, restsMinutes: -1 });
    await write({ minutes: 0 });
    await write({ minutes: 5, restsMinutes: 1 });
    expect(await nudged(kind)).toEqual([older, rested, younger]);
  });
});

test('a refund for many comes after one that somebody waits for', async () => {
  const bulk = await requestRefund({ minutes: 30 }, true);
  const found = await nudged('refunds');
  expect(found.at(-1)).toBe(bulk);
  expect(found.length).toBeGreaterThan(1);
});

test('a refund of an act waits for its end', async () => {
  const payment = await payFor();
  const refund = (notBefore: Date) => ({
    paymentId: payment.id,
    amountMinor: 100,
    currency: payment.currency,
    cause: 'cancellation' as const,
    requestedBy: 'staff:x',
    createdAt: ago(3),
    notBefore,
  });
  const [early, due] = await db()
    .insert(refunds)
    .values([refund(ago(-1)), refund(ago(2))])
    .returning();
  const found = await nudged('refunds');
  expect(found).toContain(`refund:${due?.id}:1`);
  expect(found).not.toContain(`refund:${early?.id}:1`);
});

test('an act waits that is over and has something to tell, unless it was undone', async () => {
  const { clubId, userId: by } = await makeReservation();
  if (by === null) throw new Error('a player has booked it');
  const messages = [{ userId: by, type: 'x', data: {} }];
  const act = { clubId, kind: 'move', by, requestId: 'x', changes: [], summary: {}, messages } as const;
  const written = await db()
    .insert(acts)
    .values([
      { ...act, undoUntil: ago(2) },
      { ...act, undoUntil: ago(0) },
      { ...act, undoUntil: ago(2), messages: [] },
      { ...act, undoUntil: ago(2), toldAt: ago(1) },
      { ...act, undoUntil: ago(2), undoneAt: ago(2), undoneBy: by },
    ])
    .returning();
  expect(await nudged('acts')).toEqual([`act:${written[0]?.id}`]);
});

test('a notice waits while it is due, or when the process that sent its mail died', async () => {
  const sending = { status: 'sending', nextAttemptAt: ago(9) } as const;
  const bulk = await writeNotice({ kind: 'reservation_reminder', nextAttemptAt: ago(10) });
  const due = await writeNotice({ nextAttemptAt: ago(2) });
  const died = await writeNotice({ ...sending, claimedAt: ago(3) });
  await writeNotice({ nextAttemptAt: ago(-1) });
  await writeNotice({ ...sending, claimedAt: ago(1) });
  await writeNotice({ ...sending, claimedAt: ago(3), channel: 'sms' });
  await writeNotice({ nextAttemptAt: ago(2), channel: 'call' });
  await writeNotice({ nextAttemptAt: ago(2), status: 'sent' });
  expect(await nudged('notices')).toEqual([died, due, bulk]);
});

test('an operation waits once for all of its services, a customer until it is removed', async () => {
  const [operation] = await db()
    .insert(operations)
    .values({ kind: 'clubs_synced', objectId: 'directory', startedBy: 'system:test' })
    .returning();
  const operationId = operation?.id ?? '';
  await db()
    .insert(operationServices)
    .values([
      { operationId, service: 'cache', status: 'pending', updatedAt: ago(3) },
      { operationId, service: 'search', status: 'pending', updatedAt: ago(0) },
      { operationId, service: 'database', status: 'completed', updatedAt: ago(3) },
    ]);
  await db()
    .insert(customerRemovals)
    .values([
      { stripeCustomerId: 'cus_waits', requestedAt: ago(2) },
      { stripeCustomerId: 'cus_new', requestedAt: ago(0) },
    ]);
  expect(await nudged('operations')).toEqual([`operation:${operationId}`]);
  expect(await nudged('customers')).toEqual(['customer:cus_waits']);
});
