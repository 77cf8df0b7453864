import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { systemContext } from '@/lib/core/context';
import { cancelAbandonedIntent } from '@/lib/payments/cancel-abandoned-intent';
import { settlePayment } from '@/lib/payments/settle-payment';
import { expireHolds } from '@/lib/reservations/expire-holds';
import { bookAsPlayer, lapse } from '@/test/bookings';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { payIntent } from '@/test/stripe-control';
import { wherePaymentLeads } from './where-payment-leads';

const sandbox = useSandbox({ providers: ['stripe'] });
const job = () => systemContext('test');

/** Runs something while the page waits for Stripe, which answers after it. */
async function whileStripeIsAsked({ ctx, reservationId }: Booked, does: () => Promise<unknown>) {
  const before = await heldUp();
  await addFault(sandbox(), 'stripe', { mode: 'delay', delay_ms: 60_000, times: 1 });
  const leads = wherePaymentLeads(ctx, reservationId);
  await expect.poll(heldUp).toBe(before + 1);
  await does();
  await clearFaults(sandbox());
  return leads;
}

async function heldUp(): Promise<number> {
  const answer = await fetch(`${sandbox().urls.stripe}/_faults`);
  return z.object({ hits: z.number() }).parse(await answer.json()).hits;
}

type Booked = Awaited<ReturnType<typeof bookAsPlayer>>;

async function lapsed(): Promise<Booked> {
  const booked = await bookAsPlayer();
  await lapse(booked.reservationId);
  return booked;
}

describe('a hold that ran out', () => {
  afterEach(() => clearFaults(sandbox()));

  test('stays where it is when nothing was paid', async () => {
    const { ctx, reservationId } = await lapsed();
    expect(await wherePaymentLeads(ctx, reservationId)).toBeNull();
  });

  test('stays where it is when its intent was cancelled before', async () => {
    const { ctx, reservationId, paymentId } = await lapsed();
    await expireHolds(job());
    await cancelAbandonedIntent(job(), paymentId);
    expect(await wherePaymentLeads(ctx, reservationId)).toBeNull();
  });

  test('stays where it is when its intent is cancelled while Stripe is asked', async () => {
    const booked = await lapsed();
    await expireHolds(job());
    const leads = await whileStripeIsAsked(booked, () => cancelAbandonedIntent(job(), booked.paymentId));
    expect(leads).toBeNull();
  });

  test('leads to the booking when it was paid before', async () => {
    const { ctx, reservationId, intentId } = await lapsed();
    await payIntent(sandbox(), intentId);
    await settlePayment(job(), intentId);
    expect(await wherePaymentLeads(ctx, reservationId)).toBe(`/reservations/${reservationId}`);
  });

  test('leads to the booking when it is paid and settled while Stripe is asked', async () => {
    const booked = await lapsed();
    await payIntent(sandbox(), booked.intentId);
    const leads = await whileStripeIsAsked(booked, () => settlePayment(job(), booked.intentId));
    expect(leads).toBe(`/reservations/${booked.reservationId}`);
  });

  test('leads to where one waits while Stripe is away', async () => {
    const { ctx, reservationId, intentId } = await lapsed();
    await addFault(sandbox(), 'stripe', { mode: 'refuse', path: intentId });
    expect(await wherePaymentLeads(ctx, reservationId)).toBe(`/checkout/${reservationId}/return`);
  });
});
