import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db, transaction } from '@/db';
import { audit, courts, payments, reservations } from '@/db/schema';
import { recordChange } from '@/lib/audit';
import { systemContext } from '@/lib/context';
import { listViolations } from '@/lib/operations/check-consistency';
import { cancelReservation } from '@/lib/reservations/cancel-reservation';
import { expireHolds } from '@/lib/reservations/expire-holds';
import { createIntent, getIntent } from '@/lib/services/stripe';
import { HOUR_MS } from '@/lib/time';
import { bookAndPay, bookAsPlayer, lapse, readBooking } from '@/test/bookings';
import { makeReservation } from '@/test/factories';
import { useOtherProcess } from '@/test/other-process/use';
import { useSandbox } from '@/test/sandbox';
import { payIntent } from '@/test/stripe-control';
import { adoptIntent } from './adopt-intent';
import { cancelAbandonedIntent } from './cancel-abandoned-intent';
import { settlePayment } from './settle-payment';

const sandbox = useSandbox({ providers: ['stripe'] });
const job = () => systemContext('test');

const other = useOtherProcess();

type Booked = Awaited<ReturnType<typeof bookAsPlayer>>;

/** What became of the reservation before its money is heard of; returns whose reservations it must not touch. */
type Standing = (booked: Booked) => Promise<string[]>;

const expired: Standing = async ({ reservationId }) => {
  await lapse(reservationId);
  await expireHolds(job());
  return [];
};

const setReservation = (id: string, change: Partial<typeof reservations.$inferInsert>) =>
  db().update(reservations).set(change).where(eq(reservations.id, id));

const STANDINGS = {
  'held, and in time': async () => [],
  'saved, its intent never kept': async ({ reservationId, paymentId }) => {
    const lost = { paymentIntentId: null, sealedClientSecret: null };
    await db().update(payments).set(lost).where(eq(payments.id, paymentId));
    await setReservation(reservationId, { status: 'payment_pending' });
    return [];
  },
  'held, its time run out, not swept yet': async ({ reservationId }) => {
    await lapse(reservationId);
    return [];
  },
  'expired, the court free': expired,
  'expired, the court held by another': async (booked) => {
    await lapse(booked.reservationId);
    return [(await bookAsPlayer({ courtId: booked.courtId })).reservationId];
  },
  'expired, the court held by another whose time has run out': async (booked) => {
    await lapse(booked.reservationId);
    await lapse((await bookAsPlayer({ courtId: booked.courtId })).reservationId);
    return [];
  },
  'expired, the court another’s': async (booked) => {
    await lapse(booked.reservationId);
    return [(await bookAndPay(sandbox(), { courtId: booked.courtId })).reservationId];
  },
  'expired, the court closed for maintenance': async (booked) => {
    await expired(booked);
    const { startsAt } = await reservation(booked.reservationId);
    const closed = { courtId: booked.courtId, startsAt, durationMinutes: 30, userId: null, priceMinor: 0 };
    const { id } = await makeReservation({ ...closed, kind: 'maintenance' });
    const change = { entity: 'reservation', entityId: id, from: null, to: 'confirmed' } as const;
    await transaction((tx) => recordChange(tx, job(), change));
    return [id];
  },
  'expired, the start past': async (booked) => {
    await expired(booked);
    const startsAt = new Date(Date.now() - HOUR_MS);
    await setReservation(booked.reservationId, { startsAt, endsAt: new Date(Date.now() + HOUR_MS) });
    return [];
  },
  'expired, the court sold no more': async (booked) => {
    await expired(booked);
    await db().update(courts).set({ deactivatedAt: new Date() }).where(eq(courts.id, booked.courtId));
    return [];
  },
  'cancelled by its player': async ({ ctx, reservationId }) => {
    await cancelReservation(ctx, { reservationId });
    return [];
  },
} as const satisfies Record<string, Standing>;

const reservation = async (id: string) => {
  const [row] = await db().select().from(reservations).where(eq(reservations.id, id));
  if (!row) throw new Error(`${id} is gone`);
  return row;
};

const confirmed = ['confirmed', [], ['reservation_confirmation']] as const;
const returned = (status: string) => [status, ['late_payment 4500 EUR'], ['payment_too_late']] as const;

const EXACT: [keyof typeof STANDINGS, readonly [string, readonly string[], readonly string[]]][] = [
  ['held, and in time', confirmed],
  ['saved, its intent never kept', confirmed],
  ['held, its time run out, not swept yet', confirmed],
  ['expired, the court free', confirmed],
  ['expired, the court held by another', returned('expired')],
  ['expired, the court held by another whose time has run out', confirmed],
  ['expired, the court another’s', returned('expired')],
  ['expired, the court closed for maintenance', returned('expired')],
  ['expired, the start past', returned('expired')],
  ['expired, the court sold no more', returned('expired')],
  ['cancelled by its player', returned('cancelled')],
];

/** Status, what is asked back, and what its player is told of the money. */
async function outcome(reservationId: string) {
  const { status, refunds, notices } = await readBooking(reservationId);
  return [
    status,
    refunds.map(({ cause, amountMinor, currency }) => `${cause} ${amountMinor} ${currency}`),
    notices.map(({ kind }) => kind).sort(),
  ];
}

const completions = (paymentId: string) =>
  db()
    .select({ to: audit.toState })
    .from(audit)
    .where(and(eq(audit.entityId, paymentId), eq(audit.toState, 'completed')));

/** Both processes hear of the money at once, this one first in every other round. */
const bothSettle = (round: number, intentId: string) => {
  const here = () => settlePayment(job(), intentId);
  const there = () => other().call('settle', intentId);
  return Promise.all(round % 2 === 0 ? [here(), there()] : [there(), here()]);
};

const ROUNDS = 3;

describe('the exact price, heard of by two processes at once', { timeout: 60_000 }, () => {
  test.each(EXACT)('%s', async (standing, expected) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const booked = await bookAsPlayer();
      await payIntent(sandbox(), booked.intentId);
      const stands: Standing = STANDINGS[standing];
      const rivals = await stands(booked);
      const before = await Promise.all(rivals.map(outcome));
      await bothSettle(round, booked.intentId);
      expect(await outcome(booked.reservationId)).toEqual(expected);
      expect(await completions(booked.paymentId)).toHaveLength(1);
      expect(await Promise.all(rivals.map(outcome))).toEqual(before);
    }
  });
});

describe('anything but the exact price never confirms, and goes back as it came', { timeout: 60_000 }, () => {
  const sums = [
    ['a cent short', { amount_received: 4499 }, '4499 EUR'],
    ['a cent over', { amount_received: 4501 }, '4501 EUR'],
    ['in another currency', { currency: 'usd' }, '4500 USD'],
  ] as const;
  const standings = [
    ['held, and in time', 'cancelled'],
    ['expired, the court free', 'expired'],
    ['expired, the court another’s', 'expired'],
    ['cancelled by its player', 'cancelled'],
  ] as const;
  const cells = sums.flatMap(([title, how, back]) =>
    standings.map(([standing, status]) => [title, standing, how, back, status] as const),
  );

  test.each(cells)('A13 %s, %s', async (_title, standing, how, back, status) => {
    const booked = await bookAsPlayer();
    // Nothing can be paid on an intent once it is cancelled: the money is on its way before.
    await payIntent(sandbox(), booked.intentId, how);
    const stands: Standing = STANDINGS[standing];
    const rivals = await stands(booked);
    await bothSettle(0, booked.intentId);
    const told = ['payment_mismatch'];
    expect(await outcome(booked.reservationId)).toEqual([status, [`amount_mismatch ${back}`], told]);
    expect((await readBooking(booked.reservationId)).payment).toMatchObject({
      needsReview: 'amount_mismatch',
    });
    for (const id of rivals) expect((await reservation(id)).status).toBe('confirmed');
  });
});

describe('A19 a second intent of one reservation', { timeout: 60_000 }, () => {
  async function second({ reservationId, paymentId, player, intentId }: Booked, how: object = {}) {
    const { customerId } = await getIntent(intentId);
    const metadata = { reservation_id: reservationId, user_id: player.id, payment_id: paymentId };
    const money = { amountMinor: 4500, currency: 'EUR', customerId: customerId ?? '', description: 'twice' };
    const intent = await createIntent({ ...money, metadata }, crypto.randomUUID());
    await payIntent(sandbox(), intent.id, how);
    return getIntent(intent.id);
  }

  test.each(['confirmed', 'completed', 'no_show'] as const)(
    'paid when the first had it %s: the second goes back, and the reservation stays',
    async (status) => {
      const booked = await bookAndPay(sandbox());
      await setReservation(booked.reservationId, { status });
      const twice = await second(booked);
      await Promise.all([
        adoptIntent(job(), twice, booked.reservationId),
        other().call('adopt', twice.id, booked.reservationId),
      ]);
      expect(await outcome(booked.reservationId)).toEqual([
        status,
        ['duplicate_payment 4500 EUR'],
        ['payment_duplicate', 'reservation_confirmation'],
      ]);
      await setReservation(booked.reservationId, { status: 'confirmed' });
    },
  );

  test.each([
    ['a cent short', { amount_received: 4499 }, '4499 EUR'],
    ['in another currency', { currency: 'usd' }, '4500 USD'],
  ])(
    '%s, when the first had it confirmed: it goes back, and the court stays paid',
    async (_title, how, back) => {
      const booked = await bookAndPay(sandbox());
      const twice = await second(booked, how);
      await adoptIntent(job(), twice, booked.reservationId);
      expect((await outcome(booked.reservationId)).slice(0, 2)).toEqual([
        'confirmed',
        [`amount_mismatch ${back}`],
      ]);
    },
  );

  test('a cent short, second intent, held: it goes back, the hold ends, and the first can be paid no more', async () => {
    const booked = await bookAsPlayer();
    const twice = await second(booked, { amount_received: 4499 });
    await adoptIntent(job(), twice, booked.reservationId);
    expect(await outcome(booked.reservationId)).toEqual([
      'cancelled',
      ['amount_mismatch 4499 EUR'],
      ['payment_mismatch'],
    ]);
    expect(await cancelAbandonedIntent(job(), booked.paymentId)).toBe('cancelled');
    await expect(payIntent(sandbox(), booked.intentId)).rejects.toThrow('400');
  });

  test('paid at the moment that the first is: one confirms, the other goes back', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const booked = await bookAsPlayer();
      const twice = await second(booked);
      await payIntent(sandbox(), booked.intentId);
      await Promise.all([
        settlePayment(job(), booked.intentId),
        other().call('adopt', twice.id, booked.reservationId),
      ]);
      expect((await outcome(booked.reservationId)).slice(0, 2)).toEqual([
        'confirmed',
        ['duplicate_payment 4500 EUR'],
      ]);
    }
  });
});

describe('cancelling the intent of a hold that ended, while its player pays', { timeout: 60_000 }, () => {
  test('one of them is first at Stripe: cancelled and never charged, or charged and settled as late money', async () => {
    for (let round = 0; round < 8; round += 1) {
      const booked = await bookAsPlayer();
      await expired(booked);
      const pay = () => payIntent(sandbox(), booked.intentId).catch(() => 'too late');
      const cancel = () =>
        round % 4 < 2
          ? cancelAbandonedIntent(job(), booked.paymentId)
          : other().call('cancelIntent', booked.paymentId);
      await Promise.all(round % 2 === 0 ? [pay(), cancel()] : [cancel(), pay()]);
      await settlePayment(job(), booked.intentId);
      const { status: atStripe } = await getIntent(booked.intentId);
      const { status, payment } = await readBooking(booked.reservationId);
      expect([atStripe, status, payment?.status]).toEqual(
        atStripe === 'succeeded'
          ? ['succeeded', 'confirmed', 'completed']
          : ['canceled', 'expired', 'cancelled'],
      );
    }
  });
});

test('after all of that, every invariant holds', async () => {
  const violations = await listViolations();
  expect(violations.map(({ check, objectIds }) => [check.type, objectIds])).toEqual([]);
});
