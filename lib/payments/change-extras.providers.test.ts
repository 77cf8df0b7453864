import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import { db } from '@/db';
import { clubs, payments } from '@/db/schema';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import { systemContext } from '@/lib/core/context';
import { bookAsPlayer, lapse, readBooking } from '@/test/bookings';
import { makeClub, makeCourt, makeUser, personContext } from '@/test/factories';
import { brokenInvariants } from '@/test/invariants';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { readReservation } from '@/test/standings';
import { payIntent } from '@/test/stripe-control';
import { changeExtras } from './change-extras';
import { settlePayment } from './settle-payment';
import { startPayment } from './start-payment';

const sandbox = useSandbox({ providers: ['stripe'] });
const racket = (quantity: number) => [{ code: 'racket', quantity }];

/** 90 minutes at 45 €, at a club that lends rackets for 3 €. */
async function heldWithRackets() {
  const club = await makeClub();
  const extras = [{ code: 'racket', name: { es: 'Pala', en: 'Racket' }, priceMinor: 300 }];
  await db().update(clubs).set({ extras }).where(eq(clubs.id, club.id));
  const court = await makeCourt({ clubId: club.id });
  dropCatalogue();
  return bookAsPlayer({ courtId: court.id });
}

describe('extras of a held booking', () => {
  afterEach(() => clearFaults(sandbox()));

  test('change the price that is asked for, and the old price cannot be paid any more', async () => {
    const { ctx, reservationId, intentId } = await heldWithRackets();
    await changeExtras(ctx, { reservationId, extras: racket(2) });
    const opened = await startPayment(ctx, { reservationId });
    expect(opened).toMatchObject({ amountMinor: 5100 });
    expect(opened.paymentIntentId).not.toBe(intentId);

    await expect(payIntent(sandbox(), intentId)).rejects.toThrow();
    await payIntent(sandbox(), opened.paymentIntentId);
    await settlePayment(systemContext('test'), opened.paymentIntentId);
    expect(await readReservation(reservationId)).toMatchObject({ status: 'confirmed', priceMinor: 5100 });
    expect(await brokenInvariants()).toEqual([]);
  });

  test('can be taken off again', async () => {
    const { ctx, reservationId } = await heldWithRackets();
    await changeExtras(ctx, { reservationId, extras: racket(2) });
    await changeExtras(ctx, { reservationId, extras: [] });
    expect(await startPayment(ctx, { reservationId })).toMatchObject({ amountMinor: 4500 });
  });

  test('keep their price while it is held, whatever becomes of the list', async () => {
    const { ctx, reservationId } = await heldWithRackets();
    await changeExtras(ctx, { reservationId, extras: racket(2) });
    const { clubId } = await readReservation(reservationId);
    const balls = { code: 'balls', name: { es: 'Bolas', en: 'Balls' }, priceMinor: 600 };
    await db()
      .update(clubs)
      .set({ extras: [balls] })
      .where(eq(clubs.id, clubId));
    dropCatalogue();
    await changeExtras(ctx, { reservationId, extras: [...racket(2), { code: 'balls', quantity: 1 }] });
    expect(await startPayment(ctx, { reservationId })).toMatchObject({ amountMinor: 5700 });
    await expect(changeExtras(ctx, { reservationId, extras: racket(3) })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  test('leave the open intent alone when they stay as they were', async () => {
    const { ctx, reservationId, intentId } = await heldWithRackets();
    await changeExtras(ctx, { reservationId, extras: [] });
    expect(await startPayment(ctx, { reservationId })).toMatchObject({ paymentIntentId: intentId });
  });

  test('stay as they were once the booking was paid, heard of or not', async () => {
    const { ctx, reservationId, intentId } = await heldWithRackets();
    await payIntent(sandbox(), intentId);
    const changing = () => changeExtras(ctx, { reservationId, extras: racket(1) });
    await expect(changing()).rejects.toMatchObject({ code: 'conflict' });
    await expect(changing()).rejects.toMatchObject({ code: 'conflict' });
    expect(await readReservation(reservationId)).toMatchObject({ status: 'confirmed', priceMinor: 4500 });
    expect((await readBooking(reservationId)).refunds).toEqual([]);
  });

  test('stay as they were while Stripe is away, and when the hold ran out', async () => {
    const { ctx, reservationId } = await heldWithRackets();
    await addFault(sandbox(), 'stripe', { mode: 'refuse' });
    const changing = () => changeExtras({ ...ctx, now: new Date() }, { reservationId, extras: racket(1) });
    await expect(changing()).rejects.toMatchObject({ code: 'service_unavailable' });
    await clearFaults(sandbox());
    await lapse(reservationId);
    await expect(changing()).rejects.toMatchObject({ code: 'conflict' });
    expect(await readReservation(reservationId)).toMatchObject({ priceMinor: 4500 });
  });

  test('close an attempt that Stripe still makes an intent for, whose secret then nobody is given', async () => {
    const { ctx, reservationId, paymentId } = await heldWithRackets();
    const unsaved = { paymentIntentId: null, sealedClientSecret: null };
    await db().update(payments).set(unsaved).where(eq(payments.id, paymentId));
    await addFault(sandbox(), 'stripe', { mode: 'delay', delay_ms: 2_000, times: 1 });
    const opening = startPayment(ctx, { reservationId });
    await changeExtras(ctx, { reservationId, extras: racket(1) });
    await expect(opening).rejects.toMatchObject({ code: 'conflict' });
    expect(await startPayment(ctx, { reservationId })).toMatchObject({ amountMinor: 4800 });
  });

  test('are nobody else’s to change, and only what the club lends', async () => {
    const { ctx, reservationId } = await heldWithRackets();
    const stranger = personContext(await makeUser());
    await expect(changeExtras(stranger, { reservationId, extras: racket(1) })).rejects.toMatchObject({
      code: 'not_found',
    });
    const towel = [{ code: 'towel', quantity: 1 }];
    await expect(changeExtras(ctx, { reservationId, extras: towel })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});
