import { and, eq, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { db } from '@/db';
import { audit, reservations } from '@/db/schema';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { type Context, systemContext } from '@/lib/core/context';
import { listViolations } from '@/lib/integrity/check-consistency';
import { settleAtDesk } from '@/lib/integrity/repair-court-money';
import { isLacking } from '@/lib/ledger/read-figures';
import { deliverNotice } from '@/lib/notices/deliver-notice';
import { adoptIntent } from '@/lib/payments/adopt-intent';
import { settlePayment } from '@/lib/payments/settle-payment';
import { processRefund } from '@/lib/refunds/process-refund';
import { refundPayment } from '@/lib/refunds/refund-payment';
import { syncRefunds } from '@/lib/refunds/sync-refunds';
import { createIntent, getIntent } from '@/lib/services/stripe/stripe';
import { bookAndPay, bookAsPlayer, readBooking } from '@/test/bookings';
import { makeUser, personContext } from '@/test/factories';
import { messagesTo } from '@/test/inbox';
import { useOtherProcess } from '@/test/other-process/use';
import { useSandbox } from '@/test/sandbox';
import { payIntent, stripeControl } from '@/test/stripe-control';
import { decideGivenBack } from './decide-given-back';
import { getMoneySummary } from './get-money-summary';
import { listGivenBack } from './list-given-back';
import { listMoneyTrouble } from './list-money-trouble';

const sandbox = useSandbox({ providers: ['stripe', 'resend', 'twilio'] });
const other = useOtherProcess();
const job = () => systemContext('test');

let operator: Awaited<ReturnType<typeof makeUser>>;
let desk: Context;

beforeEach(async () => {
  await stripeControl(sandbox(), 'refunds', { mode: 'succeeded' });
  operator ??= await makeUser({ operatorSince: new Date() });
  desk = personContext(operator);
});

type Booked = Awaited<ReturnType<typeof bookAsPlayer>>;

/** A refund at Stripe's dashboard, by default of all that is left, and its event. */
async function giveBackThere({ intentId }: Pick<Booked, 'intentId'>, amount?: number): Promise<void> {
  const body = amount === undefined ? {} : { amount };
  await stripeControl(sandbox(), `payment_intents/${intentId}/refund`, body);
  await syncRefunds(job(), intentId);
}

async function pay(intentId: string): Promise<void> {
  await payIntent(sandbox(), intentId);
  await settlePayment(job(), intentId);
}

async function givenBack(amount?: number) {
  const booked = await bookAndPay(sandbox());
  await giveBackThere(booked, amount);
  return booked;
}

const asked = async ({ reservationId }: Booked) =>
  (await listGivenBack(desk)).filter((one) => one.reservationId === reservationId);

const violated = async ({ reservationId, paymentId }: Booked) =>
  (await listViolations()).flatMap(({ check, objectIds }) =>
    objectIds.includes(reservationId) || objectIds.includes(paymentId) ? check.type : [],
  );

const decide = (
  { reservationId }: Booked,
  decision: 'cancel' | 'let_stand',
  missingMinor = 4500,
  ctx: Context = desk,
) => decideGivenBack(ctx, { reservationId, decision, missingMinor });

const moneyOf = async ({ reservationId }: Booked) =>
  (await readBooking(reservationId)).refunds.map(
    ({ cause, amountMinor, status }) => `${cause} ${amountMinor} ${status}`,
  );

const decisions = ({ reservationId }: Booked) =>
  db()
    .select()
    .from(audit)
    .where(
      and(
        eq(audit.entityId, reservationId),
        sql`(${audit.toState} = 'cancelled' or ${audit.detail} ? 'stands_without_minor')`,
      ),
    );

const begin = ({ reservationId }: Booked) =>
  db()
    .update(reservations)
    .set({ startsAt: sql`now() - interval '10 minutes'`, endsAt: sql`now() + interval '80 minutes'` })
    .where(eq(reservations.id, reservationId));

describe('A22 a court that is still to be played, whose money is given back in Stripe’s dashboard,', () => {
  test.each([
    ['before we knew of the payment', ({ intentId }: Booked) => payIntent(sandbox(), intentId)],
    ['after it was confirmed', ({ intentId }: Booked) => pay(intentId)],
  ])('%s, is asked about once', async (_title, come) => {
    const booked = await bookAsPlayer();
    await come(booked);
    await giveBackThere(booked);
    await syncRefunds(job(), booked.intentId);
    expect(await asked(booked)).toMatchObject([
      {
        reason: 'refunded_at_stripe',
        player: booked.player.email,
        court: expect.any(String),
        startsAt: expect.any(Date),
        at: expect.any(Date),
        missingMinor: 4500,
        priceMinor: 4500,
        cancellable: true,
      },
    ]);
    expect((await readBooking(booked.reservationId)).status).toBe('confirmed');
  });

  test('counts as a court without money, and the check leads to where it is decided', async () => {
    const booked = await givenBack();
    expect(await violated(booked)).toEqual(['given_back_at_stripe']);
    const { courtsWithoutMoney } = await getMoneySummary(desk);
    expect(courtsWithoutMoney).toMatchObject({ look: 'bad' });
    expect(courtsWithoutMoney.objects).toContainEqual({
      id: expect.any(String),
      type: 'given_back_at_stripe',
      offer: { kind: 'by_hand', advice: expect.any(String), at: { page: '/ops#review' } },
    });
  });

  test('is not asked about for what a refund of ours asked for, nor for what staff gave back here', async () => {
    const booked = await bookAndPay(sandbox());
    await refundPayment(desk, {
      paymentId: booked.paymentId,
      amount: '20.00',
      reason: 'requested_by_customer',
    });
    expect(await asked(booked)).toEqual([]);
    await giveBackThere(booked, 1000);
    expect(await asked(booked)).toMatchObject([{ missingMinor: 1000 }]);
  });

  test('is asked about no more when another payment pays for it', async () => {
    const booked = await givenBack();
    const { reservationId, paymentId, intentId, player } = booked;
    const { customerId } = await getIntent(intentId);
    const metadata = { reservation_id: reservationId, user_id: player.id, payment_id: paymentId };
    const money = { amountMinor: 4500, currency: 'EUR', customerId: customerId ?? '', description: 'twice' };
    const { id } = await createIntent({ ...money, metadata }, `twice:${paymentId}`);
    await payIntent(sandbox(), id);
    expect(await adoptIntent(job(), await getIntent(id), reservationId)).toEqual({ outcome: 'confirmed' });
    expect(await asked(booked)).toEqual([]);
    expect(await violated(booked)).toEqual([]);
  });

  test('is asked about no more once the club has taken the money itself, or its player has cancelled', async () => {
    const [atDesk, cancelled] = [await givenBack(), await givenBack()];
    await settleAtDesk(desk, atDesk.reservationId);
    await cancelReservation(cancelled.ctx, { reservationId: cancelled.reservationId });
    for (const booked of [atDesk, cancelled]) {
      expect(await asked(booked)).toEqual([]);
      expect(await violated(booked)).toEqual([]);
    }
    expect(await moneyOf(cancelled)).toEqual(['dashboard 4500 succeeded']);
  });

  test('is asked about no more when the refund fails and the money is back', async () => {
    await stripeControl(sandbox(), 'refunds', { mode: 'pending_then_failed', settle_ms: 3_600_000 });
    const booked = await givenBack();
    expect(await asked(booked)).toHaveLength(1);
    const [refund] = (await readBooking(booked.reservationId)).refunds;
    await stripeControl(sandbox(), `refunds/${refund?.stripeRefundId}/settle`, { outcome: 'failed' });
    await syncRefunds(job(), booked.intentId);
    expect(await asked(booked)).toEqual([]);
    expect(await violated(booked)).toEqual([]);
    await expect(decide(booked, 'cancel')).rejects.toMatchObject({ code: 'conflict' });
    expect((await readBooking(booked.reservationId)).status).toBe('confirmed');
  });
});

test('what is given back once the game has begun is recorded, and nobody is asked', async () => {
  const booked = await bookAndPay(sandbox());
  await begin(booked);
  await giveBackThere(booked);
  expect(await moneyOf(booked)).toEqual(['dashboard 4500 succeeded']);
  expect(await asked(booked)).toEqual([]);
  expect(await violated(booked)).toEqual([]);
});

describe('A22 to cancel it', () => {
  test('frees the court and tells the player; what Stripe gave back is its refund, and there is no other', async () => {
    const booked = await givenBack();
    const { reservationId, courtId, player } = booked;
    await decide(booked, 'cancel');
    await decide(booked, 'cancel');
    const { status, notices } = await readBooking(reservationId);
    expect([status, await moneyOf(booked)]).toEqual(['cancelled', ['dashboard 4500 succeeded']]);
    const words = notices.filter(({ kind }) => kind === 'reservation_cancelled');
    expect(words).toHaveLength(1);
    await deliverNotice(job(), words[0]?.id ?? '');
    const [mail] = await messagesTo(sandbox(), player.email);
    expect(mail?.html).toMatch(/Ya se habían devuelto 45,00\s€ a tu tarjeta/);
    expect(mail?.html).not.toMatch(/Te devolvemos|No hay ninguna devolución/);
    expect(await decisions(booked)).toMatchObject([
      { actor: `staff:${operator.id}`, requestId: desk.requestId, fromState: 'confirmed' },
    ]);
    expect(await asked(booked)).toEqual([]);
    expect(await violated(booked)).toEqual([]);
    await expect(decide(booked, 'let_stand')).rejects.toMatchObject({ code: 'conflict' });
    await bookAsPlayer({ courtId });
  });

  test('gives back whatever Stripe had left of the money, and says both', async () => {
    const booked = await givenBack(1000);
    expect(await asked(booked)).toMatchObject([{ missingMinor: 1000 }]);
    await decide(booked, 'cancel', 1000);
    expect(await moneyOf(booked)).toEqual(['dashboard 1000 succeeded', 'staff 3500 requested']);
    const { refunds, notices } = await readBooking(booked.reservationId);
    await processRefund(job(), refunds[1]?.id ?? '');
    expect((await readBooking(booked.reservationId)).payment).toMatchObject({ refundedMinor: 4500 });
    await deliverNotice(job(), notices.find(({ kind }) => kind === 'reservation_cancelled')?.id ?? '');
    const [mail] = await messagesTo(sandbox(), booked.player.email);
    expect(mail?.html).toMatch(/Te devolvemos 35,00\s€ .* Ya se habían devuelto 10,00\s€/);
  });

  test('is no longer possible once it has begun; to let it stand is', async () => {
    const booked = await givenBack();
    await begin(booked);
    expect(await asked(booked)).toMatchObject([{ cancellable: false }]);
    await expect(decide(booked, 'cancel')).rejects.toMatchObject({ code: 'conflict' });
    await decide(booked, 'let_stand');
    expect(await asked(booked)).toEqual([]);
  });

  test('and the refund fails after that: staff are to send it again', async () => {
    const booked = await givenBack();
    await decide(booked, 'cancel');
    const [refund] = (await readBooking(booked.reservationId)).refunds;
    await stripeControl(sandbox(), `refunds/${refund?.stripeRefundId}/bounce`);
    await syncRefunds(job(), booked.intentId);
    const { failedRefunds } = await listMoneyTrouble(desk);
    expect(failedRefunds.map(({ id }) => id)).toContain(refund?.id);
    expect(await violated(booked)).toEqual(['money_without_court']);
  });
});

describe('A22 to let it stand', () => {
  test('is told in the audit, and is not asked again for that refund', async () => {
    const booked = await givenBack(1000);
    await decide(booked, 'let_stand', 1000);
    await decide(booked, 'let_stand', 1000);
    await syncRefunds(job(), booked.intentId);
    expect(await decisions(booked)).toMatchObject([
      {
        actor: `staff:${operator.id}`,
        requestId: desk.requestId,
        fromState: 'confirmed',
        toState: 'confirmed',
        detail: { stands_without_minor: 1000 },
      },
    ]);
    expect(await asked(booked)).toEqual([]);
    expect(await violated(booked)).toEqual([]);
    await expect(decide(booked, 'cancel', 1000)).rejects.toMatchObject({ code: 'conflict' });

    await giveBackThere(booked);
    expect(await asked(booked)).toMatchObject([{ missingMinor: 3500 }]);
  });

  test('says nothing about what has gone back since somebody looked', async () => {
    const booked = await givenBack(1000);
    await giveBackThere(booked, 500);
    for (const decision of ['cancel', 'let_stand'] as const) {
      await expect(decide(booked, decision, 1000)).rejects.toMatchObject({ code: 'conflict' });
    }
    expect(await asked(booked)).toMatchObject([{ missingMinor: 1500 }]);
  });
});

test('until it is decided, the mail of the refund says that the court is the player’s unless they hear otherwise', async () => {
  const tell = async ({ reservationId, player }: Booked) => {
    const { notices } = await readBooking(reservationId);
    await deliverNotice(job(), notices.find(({ kind }) => kind === 'payment_refunded')?.id ?? '');
    return (await messagesTo(sandbox(), player.email))[0]?.html;
  };
  const [open, decided] = [await givenBack(), await givenBack()];
  await decide(decided, 'let_stand');
  expect(await tell(open)).toContain('Tu reserva sigue en pie salvo que te digamos otra cosa');
  expect(await tell(decided)).not.toContain('salvo que');
});

test('nobody but an operator decides, and about no booking that there is not', async () => {
  const booked = await givenBack();
  await expect(decide(booked, 'cancel', 4500, booked.ctx)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(listGivenBack(booked.ctx)).rejects.toMatchObject({ code: 'forbidden' });
  const nothing = { ...booked, reservationId: '01890000-0000-7000-8000-000000000000' };
  await expect(decide(nothing, 'cancel')).rejects.toMatchObject({ code: 'not_found' });
});

describe('two who decide at once, in two processes', () => {
  const there = ({ reservationId }: Booked, decision: 'cancel' | 'let_stand') =>
    other().call('decide', operator, reservationId, decision, 4500);

  test('against each other: one of them is heard, and the other told', async () => {
    for (let round = 0; round < 6; round += 1) {
      const booked = await givenBack();
      const outcomes = await Promise.allSettled([decide(booked, 'cancel'), there(booked, 'let_stand')]);
      expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      expect(await decisions(booked)).toHaveLength(1);
      expect(await moneyOf(booked)).toEqual(['dashboard 4500 succeeded']);
      expect((await readBooking(booked.reservationId)).status).toBe(
        outcomes[0].status === 'fulfilled' ? 'cancelled' : 'confirmed',
      );
    }
  });

  test.each(['cancel', 'let_stand'] as const)('the same, to %s: it is done once', async (decision) => {
    for (let round = 0; round < 4; round += 1) {
      const booked = await givenBack();
      await Promise.all([decide(booked, decision), there(booked, decision)]);
      expect(await decisions(booked)).toHaveLength(1);
    }
  });

  test('control: without the locks both would find it undecided', async () => {
    const { reservationId } = await givenBack();
    const look = (meanwhile: () => Promise<unknown>) =>
      db().transaction(async (tx) => {
        const open = await isLacking(tx, reservationId);
        await meanwhile();
        return open;
      });
    let second = false;
    const first = await look(async () => {
      second = await look(async () => {});
    });
    expect([first, second]).toEqual([true, true]);
  });
});
