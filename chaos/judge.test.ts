import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import { db } from '@/db';
import { notices, payments, refunds, reservations, users, webhookEvents } from '@/db/schema';
import { keepCourtDays } from '@/lib/availability/court-days/keep-court-days';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { systemContext } from '@/lib/core/context';
import { deliverNotice } from '@/lib/notices/deliver-notice';
import { settlePayment } from '@/lib/payments/settle-payment';
import { processRefund } from '@/lib/refunds/process-refund';
import { syncRefunds } from '@/lib/refunds/sync-refunds';
import { bookAndPay, bookAsPlayer, readBooking } from '@/test/bookings';
import { forgetBookings } from '@/test/forget-bookings';
import { useSandbox } from '@/test/sandbox';
import { payIntent, stripeControl } from '@/test/stripe-control';
import { listShortfalls } from './floors';
import { judge, reconcileFully } from './judge';
import { untilQuiet } from './quiet';
import type { Story } from './story';
import { forgetKeys } from './world';

const sandbox = useSandbox({ providers: ['stripe', 'resend', 'twilio'] });
const job = () => systemContext('test');

afterEach(async () => {
  await stripeControl(sandbox(), 'refunds', { mode: 'succeeded' });
  await stripeControl(sandbox(), 'reset');
  await fetch(`${sandbox().urls.resend}/_control/messages`, { method: 'DELETE' });
  await forgetBookings();
});

type Booked = Awaited<ReturnType<typeof bookAsPlayer>>;

async function storyOf({ reservationId, player }: Booked, more: Partial<Story> = {}): Promise<Story> {
  const [row] = await db().select().from(reservations).where(eq(reservations.id, reservationId));
  if (!row) throw new Error('it was booked');
  return {
    email: player.email,
    wish: { courtId: row.courtId, startsAt: row.startsAt.getTime() },
    booked: 'ok',
    reservationId,
    paid: 'ok',
    paidLate: false,
    cancelled: 'no',
    meddled: 'no',
    ...more,
  };
}

/** A player who booked, paid, and got a mail about it. */
async function told() {
  const booked = await bookAndPay(sandbox());
  const noticeId = await tell(booked.reservationId);
  return { ...booked, noticeId, story: await storyOf(booked) };
}

async function tell(reservationId: string): Promise<string> {
  const told = (await readBooking(reservationId)).notices;
  for (const { id } of told) await deliverNotice(job(), id);
  return told[0]?.id ?? '';
}

/** The same, cancelled, with the money on its way. */
async function givenUp() {
  const booked = await told();
  await cancelReservation(booked.ctx, { reservationId: booked.reservationId });
  const [refund] = (await readBooking(booked.reservationId)).refunds;
  return { ...booked, refundId: refund?.id ?? '' };
}

describe('the judge of a chaos run', () => {
  test('has nothing to say of bookings that went well', async () => {
    const { story } = await told();
    const { story: cancelled, reservationId, refundId } = await givenUp();
    await processRefund(job(), refundId);
    await tell(reservationId);
    expect(await judge(sandbox(), [story, { ...cancelled, cancelled: 'ok' }])).toEqual([]);
  });

  test('sees a cent that is missing in our books, and another currency', async () => {
    const { paymentId, intentId } = await told();
    await db()
      .update(payments)
      .set({ receivedMinor: 4499, currency: 'GBP' })
      .where(eq(payments.id, paymentId));
    const breaches = await judge(sandbox(), []);
    expect(breaches).toContain(`P3 ${intentId}: Stripe took 4500, we say 4499`);
    expect(breaches).toContain(`P3 ${intentId}: Stripe counts in eur, we in GBP`);
  });

  test('sees money that was kept for a court that was not had', async () => {
    const { reservationId, story } = await told();
    const never = { status: 'cancelled', confirmedAt: null } as const;
    await db().update(reservations).set(never).where(eq(reservations.id, reservationId));
    const breaches = await judge(sandbox(), [story]);
    expect(breaches).toContain(`P5 ${reservationId} is cancelled and cost its player 4500 instead of 0`);
    expect(breaches).toContain(`P5 ${reservationId} was paid, is cancelled, and nobody else had its court`);
    expect(breaches.join()).toContain('I05 money_without_court');
  });

  test('sees a court that is had for half its price', async () => {
    const { reservationId, intentId } = await told();
    await stripeControl(sandbox(), `payment_intents/${intentId}/refund`, { amount: 2250 });
    expect(await judge(sandbox(), [])).toContain(
      `P5 ${reservationId} is confirmed and cost its player 2250 instead of 4500`,
    );
  });

  test('expects staff to be asked about a court whose money went back in Stripe’s dashboard, and sees when they are not', async () => {
    const { reservationId, intentId, story } = await told();
    await stripeControl(sandbox(), `payment_intents/${intentId}/refund`, {});
    await syncRefunds(job(), intentId);
    await tell(reservationId);
    const meddled = { ...story, meddled: 'refunded_in_dashboard' } as const;
    expect(await judge(sandbox(), [meddled])).toEqual([]);
    await db().update(refunds).set({ missingMinor: 0 });
    expect(await judge(sandbox(), [meddled])).toEqual([
      `P5 ${reservationId} is confirmed for 0, and staff are not asked about it`,
    ]);
  });

  test('sees a promise that is gone, one that was not kept, and one that was never settled', async () => {
    const { story } = await told();
    const open = await bookAsPlayer();
    const gone = { ...story, reservationId: '01890000-0000-7000-8000-000000000000' };
    const stories = [gone, { ...story, cancelled: 'ok' }, await storyOf(open, { paid: 'no' })] as const;
    expect(await judge(sandbox(), stories)).toEqual([
      `P5 ${gone.reservationId} was promised to ${story.email} and is gone`,
      `P5 ${story.reservationId} was cancelled and is confirmed`,
      `P5 ${open.reservationId} was never settled`,
    ]);
  });

  test('sees what a refusal or a decline cost all the same, and a second court for one who never heard', async () => {
    const { story } = await told();
    const { reservationId: id, email } = story;
    expect(await judge(sandbox(), [{ ...story, paid: 'fail' }])).toEqual([
      `P5 ${id} was declined and cost 4500`,
    ]);
    const stray = { ...story, reservationId: null, paid: 'no' } as const;
    expect(await judge(sandbox(), [{ ...stray, booked: 'fail' }])).toEqual([
      `P5 ${id} cost ${email} 4500, who was never told of it`,
    ]);
  });

  test('sees a message that was never sent, and one that nobody meant', async () => {
    const { noticeId } = await told();
    const { noticeId: lost } = await told();
    await db().update(notices).set({ id: crypto.randomUUID() }).where(eq(notices.id, lost));
    const breaches = await judge(sandbox(), []);
    expect(breaches).toContainEqual(expect.stringMatching(/^P4 notice \S+ .* was sent 0 times$/));
    expect(breaches).toContain(`P4 a message of no notice: ${lost}`);
    expect(breaches.join()).not.toContain(noticeId);
  });

  test.each([
    ['mail', null],
    ['text', new Date()],
  ])('sees a %s that was sent twice', async (_, emailInvalidAt) => {
    const booked = await bookAsPlayer();
    const reachable = { emailInvalidAt, phone: '+34600000123' };
    await db().update(users).set(reachable).where(eq(users.id, booked.player.id));
    await payIntent(sandbox(), booked.intentId);
    await settlePayment(job(), booked.intentId);
    const id = await tell(booked.reservationId);
    expect((await judge(sandbox(), [])).join()).not.toContain('P4');
    await forgetKeys(sandbox());
    await db().update(notices).set({ status: 'pending' }).where(eq(notices.id, id));
    await deliverNotice(job(), id);
    expect(await judge(sandbox(), [])).toEqual([expect.stringMatching(/^P4 notice .* was sent 2 times$/)]);
  });

  test('sees a message that was given up without telling the person another way', async () => {
    const { noticeId } = await told();
    await db().update(notices).set({ status: 'bounced' }).where(eq(notices.id, noticeId));
    expect((await judge(sandbox(), [])).join()).toContain('nobody was told another way');
    await db().update(notices).set({ status: 'failed' }).where(eq(notices.id, noticeId));
    expect((await judge(sandbox(), [])).join()).toContain('its mailbox works');
  });

  test('sees money at Stripe that we know nothing of', async () => {
    const { paymentId, intentId } = await told();
    await db().update(payments).set({ paymentIntentId: 'pi_another' }).where(eq(payments.id, paymentId));
    const breaches = await judge(sandbox(), []);
    expect(breaches).toContain(`P1 ${intentId}: money at Stripe that is not in our books`);
    expect(breaches).toContain('P1 pi_another: in our books, not at Stripe');
  });

  test('sees a payment that may still be made for a hold that is over', async () => {
    const { reservationId, intentId } = await bookAsPlayer();
    await db().update(reservations).set({ status: 'expired' }).where(eq(reservations.id, reservationId));
    expect(await judge(sandbox(), [])).toContain(
      `P1 ${intentId}: requires_payment_method at Stripe, for a reservation that is expired`,
    );
  });

  test('sees a refund that is pending, that failed, and that neither side knows of the other', async () => {
    await stripeControl(sandbox(), 'refunds', { mode: 'pending_then_succeeded', settle_ms: 600_000 });
    const { refundId, intentId } = await givenUp();
    await processRefund(job(), refundId);
    expect(await judge(sandbox(), [])).toContain(`P2 ${intentId}: a refund is still pending at Stripe`);
    const other = { status: 'succeeded', stripeRefundId: 're_another' } as const;
    await db().update(refunds).set(other).where(eq(refunds.id, refundId));
    const breaches = (await judge(sandbox(), [])).join('\n');
    expect(breaches).toContain(`P3 refund ${refundId} succeeded, and Stripe does not know it`);
    expect(breaches).toMatch(/P3 re_\w+: a refund at Stripe that is no row of ours/);
    await db().update(refunds).set({ status: 'failed' }).where(eq(refunds.id, refundId));
    expect(await judge(sandbox(), [])).toContain(`P2 refund ${refundId} failed`);
  });

  test('sees money that Stripe returned and we do not know of', async () => {
    const { paymentId, intentId, refundId } = await givenUp();
    await processRefund(job(), refundId);
    await db().update(payments).set({ refundedMinor: 0 }).where(eq(payments.id, paymentId));
    expect(await judge(sandbox(), [])).toContain(`P3 ${intentId}: Stripe returned 4500, we say 0`);
  });

  test('sees a dispute that we never heard of', async () => {
    const { intentId } = await told();
    await stripeControl(sandbox(), `payment_intents/${intentId}/dispute`, {});
    expect(await judge(sandbox(), [])).toEqual([
      expect.stringMatching(/^P3 du_\w+: a dispute that is needs_response at Stripe and unknown here$/),
    ]);
  });

  test('sees an event that was given up', async () => {
    await db()
      .insert(webhookEvents)
      .values({ provider: 'stripe', eventId: 'evt_dead', type: 'x', payload: {}, deadAt: new Date() });
    expect(await judge(sandbox(), [])).toEqual(['P7 evt_dead (x) was given up: null']);
  });
});

describe('the reckoning after a chaos run', () => {
  test('names what is left when its time is over', async () => {
    await keepCourtDays();
    const booked = await bookAndPay(sandbox());
    const world = { flush: async () => 2, sweep: async () => {} };
    const left = ['1 telling', '2 on their way', '2 to be counted'];
    expect(await untilQuiet(world, 0, () => {})).toEqual(left);
    await tell(booked.reservationId);
    await keepCourtDays();
    world.flush = async () => 0;
    expect(await untilQuiet(world, Date.now() + 10_000, () => {})).toEqual([]);
  });

  test('expects reconciliation to cancel what was never saved, and to mend nothing else', async () => {
    const { intentId } = await bookAsPlayer();
    expect(await reconcileFully()).toEqual({ repaired: {}, breaches: [] });
    await payIntent(sandbox(), intentId);
    expect(await reconcileFully()).toEqual({
      repaired: { settled: 1 },
      breaches: ['only reconciliation mended 1: settled'],
    });
    const { paymentId } = await told();
    await db().update(payments).set({ receivedMinor: 4499 }).where(eq(payments.id, paymentId));
    expect((await reconcileFully()).breaches).toContain('reconciliation left 1 differences');
  });

  test('calls a run in which nothing happened no proof', () => {
    const none = { requests: 0, hits: 0 };
    const faults = { stripe: none, resend: none, twilio: none, redis: none, inngest: none, directory: none };
    const atPoints = {
      intent_created: 1,
      webhook_stored: 1,
      payment_settled: 1,
      refund_sent: 1,
      notice_sent: 0,
      shares_charged: 1,
    };
    const happened = {
      effects: {
        booked: 1_000,
        confirmed: 0,
        cancelled: 0,
        refunded: 0,
        mailed: 0,
        texted: 0,
        toCall: 0,
        atDesks: 0,
        tillEntries: 0,
        acts: 0,
        undone: 0,
        moved: 0,
        offered: 0,
        charged: 0,
        refused: 0,
      },
      faults,
      deaths: { killed: 5, atPoints, unmeant: [] },
      left: {
        held: 0,
        cancelling: 0,
        refunding: 0,
        telling: 0,
        hearing: 100,
        carrying: 1,
        forgetting: 0,
      },
    };
    expect(listShortfalls(happened, false)).toContain('only 0 mails, of at least 5');
    expect(listShortfalls(happened, true)).toEqual(
      expect.arrayContaining([
        'only 0 confirmed, of at least 400',
        'only 0 requests to twilio, of at least 50',
        'only 0 deaths at notice_sent, of at least 1',
        '101 rows still waited when the faults ended',
      ]),
    );
  });
});
