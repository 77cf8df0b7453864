import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { db } from '@/db';
import { customerRemovals, users } from '@/db/schema';
import { eraseUser } from '@/lib/accounts/erase-user';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { systemContext } from '@/lib/core/context';
import { sweep } from '@/lib/jobs/sweep';
import { processRefund } from '@/lib/refunds/process-refund';
import { createCustomer } from '@/lib/services/stripe/stripe';
import { bookAndPay, readBooking } from '@/test/bookings';
import { makeUser, personContext } from '@/test/factories';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { stripeControl } from '@/test/stripe-control';
import { removeCustomer } from './remove-customer';
import { withCustomer } from './with-customer';

const sandbox = useSandbox({ providers: ['stripe'] });
const job = () => systemContext('test');

async function isKnown(customerId: string): Promise<boolean> {
  const customer = z.object({ id: z.string(), deleted: z.boolean().optional() });
  const state = z.object({ customers: z.array(customer) }).parse(await stripeControl(sandbox(), 'state'));
  return state.customers.some(({ id, deleted }) => id === customerId && !deleted);
}

const removalOf = async (stripeCustomerId: string) =>
  (
    await db().select().from(customerRemovals).where(eq(customerRemovals.stripeCustomerId, stripeCustomerId))
  )[0];

const customerOf = async (userId: string) =>
  (await db().select().from(users).where(eq(users.id, userId)))[0]?.stripeCustomerId ?? '';

/** A person who paid, cancelled and erased the account while the refund is pending. */
async function paidAndErased() {
  const booked = await bookAndPay(sandbox());
  const customerId = await customerOf(booked.player.id);
  await cancelReservation(booked.ctx, { reservationId: booked.reservationId });
  await eraseUser(booked.ctx, booked.player);
  return { ...booked, customerId };
}

test('who is erased here is erased at Stripe, once, and their money still comes back', async () => {
  const { customerId, reservationId, player } = await paidAndErased();
  expect(await customerOf(player.id)).toBe('');
  expect(await isKnown(customerId)).toBe(true);
  expect(await removeCustomer(job(), customerId)).toBe('removed');
  expect(await isKnown(customerId)).toBe(false);
  expect(await removeCustomer(job(), customerId)).toBe('nothing_to_remove');
  const [refund] = (await readBooking(reservationId)).refunds;
  expect(await processRefund(job(), refund?.id ?? '')).toBe('succeeded');
});

test('while Stripe is away nothing is lost: the sweep finds the row and comes back', async () => {
  const { customerId } = await paidAndErased();
  await addFault(sandbox(), 'stripe', { mode: 'status', status: 503 });
  await expect(removeCustomer(job(), customerId)).rejects.toMatchObject({ code: 'service_unavailable' });
  expect(await removalOf(customerId)).toBeDefined();
  await clearFaults(sandbox());
  await db()
    .update(customerRemovals)
    .set({ requestedAt: new Date(Date.now() - 61_000) })
    .where(eq(customerRemovals.stripeCustomerId, customerId));
  expect((await sweep(job())).customers).toBe(1);
  await expect.poll(() => removeCustomer(job(), customerId)).toBe('removed');
  expect((await sweep(job())).customers).toBe(0);
});

test('one whose erasure was not written down before the process died is erased again without harm', async () => {
  const { customerId } = await paidAndErased();
  await removeCustomer(job(), customerId);
  expect(await removalOf(customerId)).toBeUndefined();
  await db().insert(customerRemovals).values({ stripeCustomerId: customerId });
  expect(await removeCustomer(job(), customerId)).toBe('removed');
});

test('a customer that was being made while its person was erased is erased too', async () => {
  const player = await makeUser();
  const made: string[] = [];
  // The row as it was read before the erasure.
  await eraseUser(personContext(player), player);
  await withCustomer(player, async (customerId) => made.push(customerId));
  const [customerId = ''] = made;
  expect(await customerOf(player.id)).toBe('');
  expect(await removalOf(customerId)).toBeDefined();
});

test('nobody’s customer is erased who was not', async () => {
  const { id } = await createCustomer({ userId: 'u', email: 'a@pista.test', name: null }, 'only once');
  expect(await removeCustomer(job(), id)).toBe('nothing_to_remove');
  expect(await isKnown(id)).toBe(true);
});
