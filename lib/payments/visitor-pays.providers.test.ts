import { randomUUID } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { db, transaction } from '@/db';
import { customers, notices, payments, reservations } from '@/db/schema';
import { readSignedToken } from '@/lib/auth/signed-token';
import { linkCustomers } from '@/lib/auth/links/link-customers';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { type Context, systemContext } from '@/lib/core/context';
import { listViolations } from '@/lib/integrity/check-consistency';
import { deliverNotice } from '@/lib/notices/deliver-notice';
import { addPlayer, removePlayer } from '@/lib/reservations/change-players';
import { expireHolds } from '@/lib/reservations/expire-holds';
import { giveGuest } from '@/lib/reservations/visitors/give-guest';
import { getReservation } from '@/lib/reservations/reservation-details';
import { inDays, lapse, readBooking, sendRefunds } from '@/test/bookings';
import { makeCourt, makeUser, visitorContext } from '@/test/factories';
import { messagesTo } from '@/test/inbox';
import { refusalOf } from '@/test/refusal-of';
import { clearFaults, useSandbox } from '@/test/sandbox';
import { payIntent } from '@/test/stripe-control';
import { bookCourt } from './book-court';
import { settlePayment } from './settle-payment';
import { startPayment } from './start-payment';

const sandbox = useSandbox({ providers: ['stripe', 'resend'] });
const job = () => systemContext('test');

beforeEach(() => clearFaults(sandbox()));

async function hold(ctx: Context = visitorContext()) {
  const court = await makeCourt();
  const slot = { courtId: court.id, date: inDays(3), startTime: '10:00', durationMinutes: 90 };
  const booked = await bookCourt(ctx, { ...slot, participants: [], extras: [], guest: undefined });
  return { ctx, court, ...booked };
}

async function holdAsAna() {
  const held = await hold();
  const ana = { name: 'Ana Visita', email: `ana-${randomUUID()}@example.com` };
  await giveGuest(held.ctx, { reservationId: held.reservationId, ...ana });
  const payment = await startPayment(held.ctx, { reservationId: held.reservationId });
  return { ...held, ...ana, intentId: payment.paymentIntentId };
}

async function payAsAna() {
  const held = await holdAsAna();
  await payIntent(sandbox(), held.intentId);
  await settlePayment(job(), held.intentId);
  return held;
}

const rowOf = async (id: string) => {
  const [row] = await db().select().from(reservations).where(eq(reservations.id, id));
  if (!row) throw new Error('this reservation exists');
  return row;
};

/** The mails of a booking as they went out. */
async function mailsOf(reservationId: string) {
  const written = await db().select().from(notices).where(eq(notices.reservationId, reservationId));
  for (const { id } of written) await deliverNotice(job(), id);
  return db()
    .select()
    .from(notices)
    .where(eq(notices.reservationId, reservationId))
    .orderBy(notices.createdAt);
}

type Mail = Awaited<ReturnType<typeof messagesTo>>[number];

/** All that a mail says, with its files. */
const withAttachments = ({ html, text, attachments }: Mail): string =>
  [html, text, ...attachments.map(({ content }) => Buffer.from(content, 'base64').toString())].join(' ');

const tokenIn = (text: string | null) => /\/my-booking\/([\w-]+)/.exec(text ?? '')?.[1];

describe('a visitor', () => {
  test('opens no payment before saying who books', async () => {
    const { ctx, reservationId, payment } = await hold();
    expect(payment).toBeNull();
    const refused = await refusalOf(startPayment(ctx, { reservationId }));
    expect(refused).toMatchObject({ code: 'not_bookable', details: { reason: 'guest_missing' } });
    const other = await refusalOf(startPayment(visitorContext(), { reservationId }));
    expect(other.code).toBe('not_found');
  });

  test('pays, and becomes a person of the club who is told, with a link to this one booking', async () => {
    const { reservationId, email, court } = await payAsAna();
    const [customer] = await db().select().from(customers).where(eq(customers.clubId, court.clubId));
    expect(customer).toMatchObject({ name: 'Ana Visita', email, userId: null });
    expect(await rowOf(reservationId)).toMatchObject({ status: 'confirmed', customerId: customer?.id });
    const [mail] = await mailsOf(reservationId);
    expect(mail).toMatchObject({ kind: 'reservation_confirmation', recipient: email, status: 'sent' });
    expect(readSignedToken('booking', tokenIn(mail?.sentText ?? '') ?? '')).toBe(reservationId);
    expect(await listViolations()).toEqual([]);
  });

  test('is told only by mail that the address has an account, and gets its words in the page’s language', async () => {
    const known = await makeUser({ email: `eva-${randomUUID()}@example.com` });
    const held = await hold({ ...visitorContext(), locale: 'en' });
    const eva = { name: 'Eva', email: known.email };
    await giveGuest(held.ctx, { reservationId: held.reservationId, ...eva });
    const { paymentIntentId } = await startPayment(held.ctx, { reservationId: held.reservationId });
    await payIntent(sandbox(), paymentIntentId);
    await settlePayment(job(), paymentIntentId);
    const [mail] = await mailsOf(held.reservationId);
    expect(mail).toMatchObject({ locale: 'en', recipient: known.email });
    expect(mail?.sentText).toContain('This address has an account');
    expect((await rowOf(held.reservationId)).userId).toBeNull();
    const [other] = await mailsOf((await payAsAna()).reservationId);
    expect(other?.sentText).not.toContain('ya tiene una cuenta');
  });

  test('has the key to the booking in their own mails, and no player has it, invited or taken off the list', async () => {
    const { ctx, reservationId, email } = await payAsAna();
    const bea = `bea-${randomUUID()}@example.com`;
    await addPlayer(ctx, { reservationId, name: 'Bea', email: bea });
    await db().update(notices).set({ nextAttemptAt: new Date() }).where(eq(notices.kind, 'player_invited'));
    await mailsOf(reservationId);
    await removePlayer(ctx, { reservationId, position: 0 });
    await mailsOf(reservationId);
    const [hers, own] = [await messagesTo(sandbox(), bea), await messagesTo(sandbox(), email)];
    expect(hers).toHaveLength(2);
    expect(hers.map(withAttachments).join()).not.toContain('my-booking');
    expect(own.map(withAttachments).join()).toContain('my-booking');
  });

  test('cancels in their browser or by the link, and the money goes back', async () => {
    const { reservationId } = await payAsAna();
    const opened = visitorContext({ bookings: [reservationId] });
    const { refundMinor } = await cancelReservation(opened, { reservationId });
    expect(refundMinor).toBe(4500);
    await sendRefunds(reservationId);
    const { status, refunds } = await readBooking(reservationId);
    expect({ status, refunds }).toMatchObject({ status: 'cancelled', refunds: [{ status: 'succeeded' }] });
    const cancelled = (await mailsOf(reservationId)).map(({ kind }) => kind);
    expect(cancelled).toContain('reservation_cancelled');
    expect(await listViolations()).toEqual([]);
  });

  test('whose money came after another took the court is told and gets it back', async () => {
    const { reservationId, email, intentId, court } = await holdAsAna();
    await lapse(reservationId);
    await expireHolds(job());
    const slot = { courtId: court.id, date: inDays(3), startTime: '10:00', durationMinutes: 90 };
    await bookCourt(visitorContext(), { ...slot, participants: [], extras: [], guest: undefined });
    await payIntent(sandbox(), intentId);
    expect((await settlePayment(job(), intentId)).outcome).toBe('refunding');
    const { status, refunds, notices: told } = await readBooking(reservationId);
    expect(status).toBe('expired');
    expect(refunds).toMatchObject([{ cause: 'late_payment', amountMinor: 4500 }]);
    expect(told).toMatchObject([{ kind: 'payment_too_late', recipient: email }]);
    await sendRefunds(reservationId);
    expect(await listViolations()).toEqual([]);
  });

  test('who proves the mailbox has the booking in the new account, which the browser then no longer opens', async () => {
    const { ctx, reservationId, email, court } = await payAsAna();
    const user = await makeUser({ email });
    await transaction((tx) => linkCustomers(tx, email));
    expect(await rowOf(reservationId)).toMatchObject({ userId: user.id, customerId: null });
    const known = and(eq(customers.clubId, court.clubId), eq(customers.userId, user.id));
    expect(await db().$count(customers, known)).toBe(1);
    expect((await refusalOf(getReservation(ctx, reservationId))).code).toBe('unauthenticated');
    expect(await listViolations()).toEqual([]);
  });

  test('changes the name before paying, and pays by the same intent', async () => {
    const { ctx, reservationId, intentId } = await holdAsAna();
    await giveGuest(ctx, { reservationId, name: 'Ana María', email: `otra-${randomUUID()}@example.com` });
    expect((await startPayment(ctx, { reservationId })).paymentIntentId).toBe(intentId);
    expect(await db().$count(payments, eq(payments.reservationId, reservationId))).toBe(1);
  });
});
