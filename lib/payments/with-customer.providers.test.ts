import { eq } from 'drizzle-orm';
import Stripe from 'stripe';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { db } from '@/db';
import { payments, users } from '@/db/schema';
import { createIntent, getIntent } from '@/lib/services/stripe/stripe';
import { SANDBOX_KEYS } from '@/sandbox/providers';
import { inDays } from '@/test/bookings';
import { makeCourt, makeUser, personContext, type User } from '@/test/factories';
import { useSandbox } from '@/test/sandbox';
import { stripeControl } from '@/test/stripe-control';
import { bookCourt } from './book-court';
import { withCustomer } from './with-customer';

const sandbox = useSandbox({ providers: ['stripe'] });

/** Holds a new court and returns the Stripe customer of its intent. */
async function book(player: User): Promise<string | null> {
  const { id: courtId } = await makeCourt();
  const slot = { courtId, date: inDays(2), startTime: '10:00', durationMinutes: 90 };
  const nobody = { participants: [], extras: [], guest: undefined };
  const { reservationId } = await bookCourt(personContext(player), { ...slot, ...nobody });
  const [payment] = await db().select().from(payments).where(eq(payments.reservationId, reservationId));
  return (await getIntent(payment?.paymentIntentId ?? '')).customerId;
}

async function keptCustomer({ id }: User): Promise<string | null | undefined> {
  const [row] = await db().select().from(users).where(eq(users.id, id));
  return row?.stripeCustomerId;
}

/** The ids of the customers that Stripe has for a player. */
async function knownCustomers({ id }: User): Promise<string[]> {
  const customer = z.object({ id: z.string(), metadata: z.record(z.string(), z.string()).optional() });
  const state = z.object({ customers: z.array(customer) }).parse(await stripeControl(sandbox(), 'state'));
  return state.customers.filter(({ metadata }) => metadata?.user_id === id).map((found) => found.id);
}

test('a player has one customer, made at the first booking', async () => {
  const player = await makeUser();
  const first = await book(player);
  expect(first).toMatch(/^cus_/);
  expect(await book(player)).toBe(first);
  expect(await knownCustomers(player)).toEqual([first]);
});

test('a customer that Stripe does not know is replaced, and the court is held all the same', async () => {
  const player = await makeUser();
  const lost = await book(player);
  await stripeControl(sandbox(), 'reset');
  const next = await book(player);
  expect(next).not.toBe(lost);
  expect(await keptCustomer(player)).toBe(next);
  expect(await book(player)).toBe(next);
});

test('so is one that was deleted in the dashboard', async () => {
  const player = await makeUser();
  const deleted = (await book(player)) ?? '';
  const { hostname: host, port } = new URL(sandbox().urls.stripe ?? '');
  const stripe = new Stripe(SANDBOX_KEYS.STRIPE_SECRET_KEY, { host, port, protocol: 'http' });
  await stripe.customers.del(deleted);
  const next = await book(player);
  expect(next).not.toBe(deleted);
  expect(await keptCustomer(player)).toBe(next);
});

test('two bookings that miss the same customer at once make one new one', async () => {
  const player = await makeUser();
  await book(player);
  await stripeControl(sandbox(), 'reset');
  const [one, other] = await Promise.all([book(player), book(player)]);
  expect(one).toBe(other);
  expect(await keptCustomer(player)).toBe(one);
  expect(await knownCustomers(player)).toEqual([one]);
});

test('a customer that is kept outlives a booking that was still missing the one before', async () => {
  const player = await makeUser();
  const lost = await book(player);
  await stripeControl(sandbox(), 'reset');
  const kept = await book(player);
  // A call that read the row before it changed, and whose key Stripe has forgotten.
  await stripeControl(sandbox(), 'idempotency_keys/forget');
  const seen: string[] = [];
  await withCustomer({ ...player, stripeCustomerId: lost }, async (customerId) => {
    seen.push(customerId);
    return createIntent(
      {
        amountMinor: 4500,
        currency: 'EUR',
        customerId,
        metadata: { reservation_id: 'r', user_id: player.id, payment_id: 'p' },
        description: 'Pista r',
      },
      `late:${customerId}`,
    );
  });
  expect(seen).toEqual([lost, kept]);
  expect(await keptCustomer(player)).toBe(kept);
});
