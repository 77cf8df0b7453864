import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import { db } from '@/db';
import { sharedCosts } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { resetBreakers } from '@/lib/services/call/shared-breakers';
import { createBookingCustomer, createSetupIntent, findLastSetup } from '@/lib/services/stripe/saved-cards';
import { listIntentsOf } from '@/lib/services/stripe/stripe';
import { makeUser, personContext } from '@/test/factories';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { atDeadline, bookShared, costOf } from '@/test/shared-bookings';
import { stripeControl } from '@/test/stripe-control';
import { checkCardChange, findCarryingCard, startCardChange } from './change-card';
import { chargeOpenShares } from './charge-open-shares';
import { settleCardChange } from './settle-card-change';

const sandbox = useSandbox({ providers: ['stripe'] });
const job = () => systemContext('test');
/** Pays with its owner, and is declined when it is charged without. */
const DECLINED_LATER = '4000000000000051';

afterEach(async () => {
  await clearFaults(sandbox());
  resetBreakers();
});

type Shared = Awaited<ReturnType<typeof bookShared>>;

const idOf = (clientSecret: string) => clientSecret.split('_secret_')[0] ?? '';

const saveCard = (setupId: string, card = '5555555555554444') =>
  stripeControl(sandbox(), `setup_intents/${setupId}/confirm`, { card });

/** A new card that Stripe has saved, and we have not heard of. */
async function newCard({ ctx, reservationId }: Shared): Promise<string> {
  const setupId = idOf((await startCardChange(ctx, { reservationId })).clientSecret);
  await saveCard(setupId);
  return setupId;
}

const cardOf = async (reservationId: string) => (await costOf(reservationId))?.paymentMethodId;

/** The charges of the open shares at Stripe, newest first. */
async function chargesOf(customerId: string) {
  const since = { createdAfter: new Date(Date.now() - 600_000) };
  return (await listIntentsOf(customerId, since)).filter(({ amountMinor }) => amountMinor === 3_375);
}

const customerOf = async ({ reservationId }: Shared) => (await costOf(reservationId))?.stripeCustomerId ?? '';

test('the booker sees what their card carries, and until when', async () => {
  const { ctx, reservationId } = await bookShared(sandbox());
  expect(await findCarryingCard(ctx, reservationId)).toMatchObject({
    paymentMethodId: await cardOf(reservationId),
    openMinor: 3_375,
    currency: 'EUR',
    dueBy: expect.any(Date),
  });
});

test('another card takes the place of the first and pays the open shares', async () => {
  const shared = await bookShared(sandbox(), DECLINED_LATER);
  const { ctx, reservationId } = shared;
  const first = await cardOf(reservationId);
  const customerId = await customerOf(shared);
  await newCard(shared);
  expect(await checkCardChange(ctx, reservationId)).toBe('replaced');
  const second = await cardOf(reservationId);
  expect(second).not.toBe(first);
  expect(await chargeOpenShares(await atDeadline(reservationId), reservationId)).toBe('charged');
  expect(await chargesOf(customerId)).toMatchObject([{ paymentMethodId: second, status: 'succeeded' }]);
});

test('any number of calls open one wish, until a card was saved', async () => {
  const shared = await bookShared(sandbox());
  const { ctx, reservationId } = shared;
  const start = () => startCardChange(ctx, { reservationId });
  const opened = await Promise.all([start(), start(), start()]);
  expect(new Set(opened.map(({ clientSecret }) => clientSecret)).size).toBe(1);
  await newCard(shared);
  await checkCardChange(ctx, reservationId);
  expect((await start()).clientSecret).not.toBe(opened[0]?.clientSecret);
});

describe('a saved card is heard of', () => {
  test('by its event and by the return page, again and again: one effect', async () => {
    const shared = await bookShared(sandbox());
    const { ctx, reservationId } = shared;
    const setupId = await newCard(shared);
    const told = await Promise.all([
      settleCardChange(job(), setupId),
      checkCardChange(ctx, reservationId),
      settleCardChange(job(), setupId),
    ]);
    expect(told).toEqual(['replaced', 'replaced', 'replaced']);
    expect(await cardOf(reservationId)).toBe(
      (await findLastSetup(await customerOf(shared)))?.paymentMethodId,
    );
  });

  test('late, after the next one: the next one stays', async () => {
    const shared = await bookShared(sandbox());
    const first = await newCard(shared);
    await settleCardChange(job(), first);
    const second = await newCard(shared);
    await settleCardChange(job(), second);
    const kept = await cardOf(shared.reservationId);
    expect(await settleCardChange(job(), first)).toBe('superseded');
    expect(await cardOf(shared.reservationId)).toBe(kept);
  });
});

test.each([
  ['declined', '4000000000000002'],
  ['asked by its bank and left there', '4000002500003155'],
])('a card that was %s changes nothing', async (_, card) => {
  const { ctx, reservationId } = await bookShared(sandbox());
  const before = await cardOf(reservationId);
  const setupId = idOf((await startCardChange(ctx, { reservationId })).clientSecret);
  await saveCard(setupId, card).catch(() => null);
  expect(await settleCardChange(job(), setupId)).toBe('not_saved');
  expect(await checkCardChange(ctx, reservationId)).toBe('not_saved');
  expect(await cardOf(reservationId)).toBe(before);
});

test('nobody else may change it', async () => {
  const { reservationId } = await bookShared(sandbox());
  const other = personContext(await makeUser());
  for (const attempt of [
    () => findCarryingCard(other, reservationId),
    () => startCardChange(other, { reservationId }),
    () => checkCardChange(other, reservationId),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ code: 'not_found' });
  }
});

test('the wish of another customer that names the booking changes nothing', async () => {
  const { reservationId } = await bookShared(sandbox());
  const before = await cardOf(reservationId);
  const stranger = await createBookingCustomer(
    { reservationId, email: 'a@pista.test', name: null },
    'stranger',
  );
  const metadata = { reservation_id: reservationId, replaces: before ?? '' };
  const { id } = await createSetupIntent({ customerId: stranger.id, metadata }, 'of a stranger');
  await saveCard(id);
  expect(await settleCardChange(job(), id)).toBe('unknown');
  expect(await cardOf(reservationId)).toBe(before);
});

test('once the shares are charged it is too late', async () => {
  const shared = await bookShared(sandbox());
  const { ctx, reservationId } = shared;
  const setupId = await newCard(shared);
  await chargeOpenShares(await atDeadline(reservationId), reservationId);
  expect(await settleCardChange(job(), setupId)).toBe('too_late');
  expect(await checkCardChange(ctx, reservationId)).toBe('too_late');
  expect(await costOf(reservationId)).toMatchObject({ paymentMethodId: null });
  expect(await findCarryingCard(ctx, reservationId)).toBeNull();
  await expect(startCardChange(ctx, { reservationId })).rejects.toMatchObject({ code: 'conflict' });
});

test('while Stripe is away nothing is opened, and the page says so', async () => {
  const { ctx, reservationId } = await bookShared(sandbox());
  await addFault(sandbox(), 'stripe', { mode: 'status', status: 503 });
  await expect(startCardChange(ctx, { reservationId })).rejects.toMatchObject({
    code: 'service_unavailable',
  });
  expect(await checkCardChange(ctx, reservationId)).toBe('unavailable');
});

describe('a card that is saved while the old one is charged', () => {
  /** The old card has paid at Stripe, whose answer was lost, when the new card is saved. */
  async function chargedUnheard() {
    const shared = await bookShared(sandbox());
    const setupId = await newCard(shared);
    const customerId = await customerOf(shared);
    await addFault(sandbox(), 'stripe', { mode: 'cut', path: '/v1/payment_intents', times: 2 });
    const charge = chargeOpenShares(await atDeadline(shared.reservationId), shared.reservationId);
    await expect(charge).rejects.toMatchObject({ code: 'service_unavailable' });
    await clearFaults(sandbox());
    return { ...shared, setupId, customerId };
  }

  test('comes too late, and the shares are paid once', async () => {
    const { reservationId, setupId, customerId } = await chargedUnheard();
    expect(await settleCardChange(job(), setupId)).toBe('too_late');
    expect(await chargeOpenShares(await atDeadline(reservationId), reservationId)).toBe('charged');
    expect(await chargesOf(customerId)).toHaveLength(1);
  });

  test('control: if it took the place of the old one all the same, the shares would be paid twice', async () => {
    const { reservationId, customerId } = await chargedUnheard();
    const { paymentMethodId } = (await findLastSetup(customerId)) ?? {};
    await db()
      .update(sharedCosts)
      .set({ paymentMethodId: paymentMethodId ?? null })
      .where(eq(sharedCosts.reservationId, reservationId));
    await chargeOpenShares(await atDeadline(reservationId), reservationId);
    const paid = (await chargesOf(customerId)).filter(({ status }) => status === 'succeeded');
    expect(paid).toHaveLength(2);
  });
});
