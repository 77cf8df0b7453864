import { eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { cancelFormSchema } from '@/components/reservation/cancel-form';
import { db } from '@/db';
import { audit, clubs, disputes, reservations } from '@/db/schema';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { previewCancellation } from '@/lib/cancellations/preview-cancellation';
import { HOUR_MS } from '@/lib/core/time';
import { bookAndPay, bookAndPayWithKeys, readBooking } from '@/test/bookings';
import { makeStaff, personContext } from '@/test/factories';
import { loseAnswer } from '@/test/requests';
import { clearFaults, useSandbox } from '@/test/sandbox';
import { useApi } from '@/test/serve-api';

const api = useApi();
const sandbox = useSandbox({ providers: ['stripe', 'redis'], appUrl: () => api() });

beforeEach(() => clearFaults(sandbox()));

/** Asks for, or does, a cancellation over HTTP. */
async function call(
  headers: Record<string, string>,
  reservationId: string,
  { search = '', body }: { search?: string; body?: object } = {},
) {
  const response = await fetch(`${api()}/api/v1/reservations/${reservationId}/cancel${search}`, {
    headers: { ...headers, 'content-type': 'application/json' },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  return { status: response.status, body: z.looseObject({}).parse(await response.json()) };
}

/** Moves a game so that it starts that far from now. */
async function startIn(reservationId: string, ms: number): Promise<void> {
  const startsAt = new Date(Date.now() + ms);
  const endsAt = new Date(startsAt.getTime() + 1.5 * HOUR_MS);
  await db().update(reservations).set({ startsAt, endsAt }).where(eq(reservations.id, reservationId));
}

const startOf = async (reservationId: string) => {
  const [row] = await db().select().from(reservations).where(eq(reservations.id, reservationId));
  return row?.startsAt.getTime() ?? 0;
};

const auditOf = (entityId: string) =>
  db().select().from(audit).where(eq(audit.entityId, entityId)).orderBy(audit.id);

const refund = (amount: string, rule: string) => ({ amount, currency: 'EUR', rule });

describe('a cancellation', () => {
  const staffOf = (clubId: number) => [{ clubId, role: 'manager' as const }];

  /** The refund of the club's usual policy: free for 24 h, then half, then nothing from 2 h on. */
  const POLICY = [
    [24, { refundMinor: 4500, rule: 'free' }],
    [23.99, { refundMinor: 2250, rule: 'partial' }],
    [2, { refundMinor: 2250, rule: 'partial' }],
    [1.99, { refundMinor: 0, rule: 'none' }],
  ] as const;

  test.each(POLICY)('%d hours before: preview and act give the same figures', async (hours, expected) => {
    const { reservationId, player } = await bookAndPayWithKeys(sandbox());
    const [row] = await db().select().from(reservations).where(eq(reservations.id, reservationId));
    const now = new Date((row?.startsAt.getTime() ?? 0) - hours * HOUR_MS);
    const ctx = personContext(player, { now });
    const preview = await previewCancellation(ctx, { reservationId });
    expect(preview).toMatchObject(expected);
    expect(await cancelReservation(ctx, { reservationId })).toMatchObject(preview);
    const { refunds, payment } = await readBooking(reservationId);
    expect(refunds.map(({ amountMinor }) => amountMinor)).toEqual(
      expected.refundMinor > 0 ? [expected.refundMinor] : [],
    );
    expect(payment?.retainedByPolicyAt === null).toBe(expected.refundMinor === 4500);
  });

  test.each([
    ['full', { refundMinor: 4500, rule: 'staff_full' }, 'the club’s fault'],
    ['none', { refundMinor: 0, rule: 'staff_none' }, 'no reason of the player'],
    ['weather', { refundMinor: 4500, rule: 'weather' }, 'rain'],
  ] as const)(
    'by staff with the refund set to %s overrides the policy',
    async (override, expected, reason) => {
      const { reservationId, manager, clubId } = await bookAndPayWithKeys(sandbox());
      const [row] = await db().select().from(reservations).where(eq(reservations.id, reservationId));
      const now = new Date((row?.startsAt.getTime() ?? 0) - 3 * HOUR_MS);
      const ctx = personContext(manager, { now, staff: staffOf(clubId) });
      const wanted = { reservationId, override, reason };
      const preview = await previewCancellation(ctx, wanted);
      expect(preview).toMatchObject(expected);
      expect(await cancelReservation(ctx, wanted)).toMatchObject(preview);
      const { refunds } = await readBooking(reservationId);
      const cause = override === 'weather' ? 'weather' : 'staff';
      const requestedBy = `staff:${manager.id}`;
      if (expected.refundMinor > 0) expect(refunds).toMatchObject([{ cause, requestedBy, note: reason }]);
      else expect(refunds).toEqual([]);
    },
  );

  test('the policy is the one of the moment of booking, whatever the club does since', async () => {
    const { reservationId, ctx, clubId } = await bookAndPayWithKeys(sandbox());
    await db()
      .update(clubs)
      .set({ refundPolicy: { freeHours: 1000, laterPercent: 0, nothingHours: 999 } })
      .where(eq(clubs.id, clubId));
    expect(await previewCancellation(ctx, { reservationId })).toMatchObject({
      refundMinor: 4500,
      rule: 'free',
    });
  });
});

describe('the figures that were shown', () => {
  const shown = { amount: '45.00', rule: 'free' } as const;

  test('are those acted on: a click a millisecond too late says the new ones and cancels nothing', async () => {
    const { reservationId, player } = await bookAndPay(sandbox());
    const free = (await startOf(reservationId)) - 24 * HOUR_MS;
    const at = (ms: number) => personContext(player, { now: new Date(free + ms) });
    expect(await previewCancellation(at(-1), { reservationId })).toMatchObject({ rule: 'free' });
    const late = cancelReservation(at(1), { reservationId, expected: shown });
    await expect(late).rejects.toMatchObject({
      code: 'conflict',
      details: { refund: refund('22.50', 'partial') },
    });
    expect(await readBooking(reservationId)).toMatchObject({ status: 'confirmed', refunds: [] });
    await cancelReservation(at(1), { reservationId, expected: { amount: '22.5', rule: 'partial' } });
    expect(await readBooking(reservationId)).toMatchObject({
      status: 'cancelled',
      refunds: [{ amountMinor: 2250 }],
    });
  });

  test('travel with a form’s click and over HTTP', async () => {
    const { reservationId, player, asPlayer } = await bookAndPayWithKeys(sandbox());
    await startIn(reservationId, 24 * HOUR_MS + 60_000);
    expect((await call(asPlayer, reservationId)).body).toEqual({ refund: refund('45.00', 'free') });
    await startIn(reservationId, 24 * HOUR_MS - 60_000);

    const form = cancelFormSchema.parse({ reservationId, reason: '', ...shown });
    await expect(cancelReservation(personContext(player), form)).rejects.toMatchObject({ code: 'conflict' });
    const answer = await call(asPlayer, reservationId, { body: { expected: shown } });
    expect(answer).toMatchObject({
      status: 409,
      body: { error: 'conflict', refund: refund('22.50', 'partial') },
    });
    expect((await readBooking(reservationId)).status).toBe('confirmed');

    const now = { amount: '22.50', rule: 'partial' };
    expect(await call(asPlayer, reservationId, { body: { expected: now } })).toEqual({
      status: 200,
      body: { status: 'cancelled', refund: refund('22.50', 'partial') },
    });
  });
});

describe('staff over HTTP', () => {
  test.each([
    ['full', '45.00', 'staff_full'],
    ['none', '0.00', 'staff_none'],
    ['weather', '45.00', 'weather'],
  ])('see with ?override=%s what it then does', async (override, amount, rule) => {
    const { reservationId, asManager } = await bookAndPayWithKeys(sandbox());
    await startIn(reservationId, 3 * HOUR_MS);
    expect((await call(asManager, reservationId)).body).toEqual({ refund: refund('22.50', 'partial') });
    const preview = await call(asManager, reservationId, { search: `?override=${override}` });
    expect(preview.body).toEqual({ refund: refund(amount, rule) });
    const body = { override, reason: 'a burst pipe', expected: { amount, rule } };
    expect(await call(asManager, reservationId, { body })).toMatchObject({ status: 200, body: preview.body });
  });

  test('cancel for the rain while it is played, and no other way; nobody does once it is over', async () => {
    const { reservationId, asManager, asPlayer } = await bookAndPayWithKeys(sandbox());
    await startIn(reservationId, -5 * 60_000);
    const rain = { override: 'weather', reason: 'rain' };
    for (const override of ['full', 'none']) {
      const refused = await call(asManager, reservationId, { body: { ...rain, override } });
      expect(refused.status).toBe(409);
    }
    expect((await call(asPlayer, reservationId, { body: rain })).status).toBe(403);
    await startIn(reservationId, -2 * HOUR_MS);
    expect((await call(asManager, reservationId, { body: rain })).status).toBe(409);
    await startIn(reservationId, -5 * 60_000);
    expect((await call(asManager, reservationId, { body: rain })).body).toEqual({
      status: 'cancelled',
      refund: refund('45.00', 'weather'),
      act: { id: expect.any(String), undo_until: expect.any(String) },
    });
    const { refunds } = await readBooking(reservationId);
    expect(refunds).toMatchObject([{ cause: 'weather', note: 'rain', amountMinor: 4500 }]);
  });

  test.each([
    ['policy', '45.00', 'free'],
    ['full', '45.00', 'staff_full'],
    ['none', '0.00', 'staff_none'],
    ['weather', '45.00', 'weather'],
  ] as const)('cancel with the refund %s, which they can take back', async (wanted, amount, rule) => {
    const { reservationId, asManager } = await bookAndPayWithKeys(sandbox());
    const body = { refund: wanted, notify: false };
    const preview = await call(asManager, reservationId, { body, search: '?preview=true' });
    expect(preview).toEqual({ status: 200, body: { status: 'cancelled', refund: refund(amount, rule) } });
    const { body: cancelled } = await call(asManager, reservationId, { body });
    expect(cancelled).toMatchObject({ refund: refund(amount, rule), act: { id: expect.any(String) } });
    const { notices, refunds } = await readBooking(reservationId);
    expect(notices.filter(({ kind }) => kind === 'reservation_cancelled')).toEqual([]);
    expect(refunds.filter(({ notBefore }) => notBefore === null)).toEqual([]);
  });

  test('say what goes back once, and decide alone whether the player is told', async () => {
    const { reservationId, asManager, asPlayer } = await bookAndPayWithKeys(sandbox());
    const twice = { refund: 'full', override: 'none', reason: 'rain' };
    expect((await call(asManager, reservationId, { body: twice })).status).toBe(400);
    expect((await call(asPlayer, reservationId, { body: { notify: false } })).status).toBe(403);
    expect((await call(asPlayer, reservationId, { body: { refund: 'full' } })).status).toBe(403);
    expect((await call(asPlayer, reservationId, { body: {} })).body).not.toHaveProperty('act');
  });

  test('must say why they set the policy aside', async () => {
    const { reservationId, asManager } = await bookAndPayWithKeys(sandbox());
    for (const reason of [undefined, '  ']) {
      const answer = await call(asManager, reservationId, { body: { override: 'full', reason } });
      expect(answer).toMatchObject({ status: 400, body: { fields: { reason: [expect.any(String)] } } });
    }
    expect((await readBooking(reservationId)).status).toBe('confirmed');
  });

  test('an owner who gives himself everything back does it as staff, and the audit tells by which rule', async () => {
    const { reservationId, clubId, player, paymentId } = await bookAndPayWithKeys(sandbox());
    await makeStaff(player.id, clubId, 'owner');
    const now = new Date((await startOf(reservationId)) - HOUR_MS);
    const owner = personContext(player, { now, staff: [{ clubId, role: 'owner' }] });
    await cancelReservation(owner, { reservationId, override: 'full', reason: 'I am the owner' });
    const actor = `staff:${player.id}`;
    expect((await auditOf(reservationId)).at(-1)).toMatchObject({
      actor,
      toState: 'cancelled',
      detail: { cause: 'staff', rule: 'staff_full', refund_minor: 4500 },
    });
    const [asked] = (await readBooking(reservationId)).refunds;
    expect(asked).toMatchObject({ requestedBy: actor });
    expect(await auditOf(asked?.id ?? '')).toMatchObject([
      { actor, toState: 'requested', detail: { rule: 'staff_full' } },
    ]);
    expect((await auditOf(paymentId)).every(({ toState }) => toState !== 'retained_by_policy')).toBe(true);
  });

  test('what they keep of somebody else’s money is theirs in the audit too', async () => {
    const { reservationId, clubId, manager, paymentId } = await bookAndPayWithKeys(sandbox());
    const now = new Date((await startOf(reservationId)) - 3 * HOUR_MS);
    const desk = personContext(manager, { now, staff: [{ clubId, role: 'desk' }] });
    await cancelReservation(desk, { reservationId });
    const actor = `staff:${manager.id}`;
    expect((await auditOf(paymentId)).at(-1)).toMatchObject({
      actor,
      toState: 'retained_by_policy',
      detail: { kept_minor: 2250, rule: 'partial' },
    });
    expect((await readBooking(reservationId)).refunds).toMatchObject([{ requestedBy: actor }]);
  });
});

test('while a bank looks into the payment its rule says so, and what the policy grants waits in a row', async () => {
  const { reservationId, paymentId, asPlayer } = await bookAndPayWithKeys(sandbox());
  const dispute = {
    id: `dp_${paymentId}`,
    paymentId,
    amountMinor: 4500,
    currency: 'EUR',
    reason: 'fraudulent',
  };
  await db()
    .insert(disputes)
    .values({ ...dispute, status: 'needs_response' });
  const preview = await call(asPlayer, reservationId);
  expect(preview.body).toEqual({ refund: refund('45.00', 'in_dispute') });
  expect((await call(asPlayer, reservationId, { body: {} })).body).toEqual({
    status: 'cancelled',
    ...preview.body,
  });
  const { status, refunds } = await readBooking(reservationId);
  expect(status).toBe('cancelled');
  expect(refunds).toMatchObject([{ status: 'requested', amountMinor: 4500 }]);
});

test('a repeat under the same key, after the first died before its answer, gets what the first did', async () => {
  const { reservationId, asPlayer } = await bookAndPayWithKeys(sandbox());
  await startIn(reservationId, 3 * HOUR_MS);
  const keyed = { ...asPlayer, 'idempotency-key': 'cancel-once' };
  const first = await call(keyed, reservationId, { body: {} });
  expect(first).toMatchObject({ status: 200, body: { refund: refund('22.50', 'partial') } });
  await loseAnswer('cancel-once');
  await startIn(reservationId, HOUR_MS);
  expect(await call(keyed, reservationId, { body: {} })).toEqual(first);
  expect((await readBooking(reservationId)).refunds).toHaveLength(1);
  expect((await call({ ...asPlayer, 'idempotency-key': 'other' }, reservationId, { body: {} })).status).toBe(
    409,
  );
});

test('a key that is used again for another booking a day later cancels that one', async () => {
  const [first, second] = [await bookAndPayWithKeys(sandbox()), await bookAndPay(sandbox())];
  const keyed = { ...first.asPlayer, 'idempotency-key': 'again' };
  await call(keyed, first.reservationId, { body: {} });
  await loseAnswer('again', 25 * HOUR_MS);
  const mine = { userId: first.player.id };
  await db().update(reservations).set(mine).where(eq(reservations.id, second.reservationId));
  expect((await call(keyed, second.reservationId, { body: {} })).body).toMatchObject({ status: 'cancelled' });
});
