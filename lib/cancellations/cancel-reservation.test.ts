import { asc, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { notices, payments, REFUND_STATUSES, refunds, reservations } from '@/db/schema';
import { isAppError } from '@/lib/core/errors';
import { toDecimal } from '@/lib/core/money';
import { HOUR_MS } from '@/lib/core/time';
import { OVERRIDES } from '@/lib/reservations/cancellation';
import { makeCourt, makePayment, makeReservation, makeUser, personContext } from '@/test/factories';
import { fc } from '@/test/fast-check';
import { cancelReservation } from './cancel-reservation';
import { listCancellationChoices, previewCancellation } from './preview-cancellation';

const START = new Date('2031-06-10T16:00:00Z');
const LENGTH_MS = 1.5 * HOUR_MS;

const hours = fc.integer({ min: 0, max: 72 });
/** Moments around each limit, most often the limit itself and its neighbouring milliseconds. */
const moments = fc.record({
  from: fc.constantFrom('free', 'nothing', 'start', 'end'),
  offMs: fc.oneof(fc.constantFrom(-1, 0, 1), fc.integer({ min: -80 * HOUR_MS, max: 2 * HOUR_MS })),
} as const);
const wishes = fc.record({
  refundPolicy: fc.record(
    { freeHours: hours, laterPercent: fc.integer({ min: 0, max: 100 }), nothingHours: hours },
    // Drizzle asks each value for its constructor.
    { noNullPrototype: true },
  ),
  priceMinor: fc.oneof(fc.constantFrom(0, 1, 4500), fc.integer({ min: 1, max: 30_000 })),
  currency: fc.constantFrom('EUR', 'JPY'),
  /** How it was paid. `too_late` was refunded as late money, and `twice` has a refunded duplicate. */
  paid: fc.constantFrom('once', 'twice', 'too_late', 'at_desk', 'not_yet'),
  /** Earlier refunds, made or pending. */
  earlier: fc.array(
    fc.record({
      status: fc.constantFrom(...REFUND_STATUSES),
      amountMinor: fc.integer({ min: 1, max: 30_000 }),
    }),
    { maxLength: 3 },
  ),
  moment: moments,
  who: fc.constantFrom('player', 'staff'),
  override: fc.constantFrom(undefined, ...OVERRIDES),
} as const);

const codeOf = (error: unknown) => {
  if (!isAppError(error)) throw error;
  return error.code;
};

test('whatever the policy, the price, the moment, the person and what was paid or went back before: preview and act give the figures that the policy says', async () => {
  const [player, manager, court] = await Promise.all([makeUser(), makeUser(), makeCourt()]);
  const staff = [{ clubId: court.clubId, role: 'manager' as const }];
  let week = 0;
  await fc.assert(
    fc.asyncProperty(wishes, async (wish) => {
      week += 1;
      const startsAt = new Date(START.getTime() + week * 168 * HOUR_MS);
      const reservation = await makeReservation({
        courtId: court.id,
        clubId: court.clubId,
        userId: player.id,
        startsAt,
        refundPolicy: wish.refundPolicy,
        priceMinor: wish.priceMinor,
        currency: wish.currency,
        ...(wish.paid === 'not_yet' && { status: 'pending' as const, holdExpiresAt: new Date() }),
        ...(wish.paid === 'at_desk' && { staffSettledBy: manager.id }),
      });
      const stands = await pay(reservation, wish.paid);
      const leftMinor = stands ? stands.amountMinor - (await giveBackBefore(stands, wish.earlier)) : 0;

      const { freeHours, nothingHours } = wish.refundPolicy;
      const edges = { free: -freeHours, nothing: -nothingHours, start: 0, end: LENGTH_MS / HOUR_MS };
      const now = new Date(startsAt.getTime() + edges[wish.moment.from] * HOUR_MS + wish.moment.offMs);
      const ctx =
        wish.who === 'player' ? personContext(player, { now }) : personContext(manager, { now, staff });
      const { override } = wish;
      const wanted = { reservationId: reservation.id, ...(override && { override, reason: 'rain' }) };

      const preview = await previewCancellation(ctx, wanted).catch(codeOf);
      const choices = await listCancellationChoices(ctx, reservation.id);
      const expected =
        typeof preview === 'string'
          ? undefined
          : { amount: toDecimal(preview.refundMinor, preview.currency), rule: preview.rule };
      const acted = await cancelReservation(ctx, { ...wanted, expected }).catch(codeOf);
      const asked = stands ? await askedBy(stands.id) : [];

      const untilMs = startsAt.getTime() + (override === 'weather' ? LENGTH_MS : 0);
      if (typeof acted === 'string' || typeof preview === 'string') {
        expect(acted).toBe(preview);
        expect(asked).toEqual([]);
        const refused = wish.who === 'player' && override ? 'forbidden' : 'conflict';
        expect(acted).toBe(refused);
        if (refused === 'conflict') expect(now.getTime()).toBeGreaterThanOrEqual(untilMs);
        expect(choices.filter((choice) => choice.override === override)).toEqual([]);
        return;
      }
      expect(now.getTime()).toBeLessThan(untilMs);
      expect(acted).toMatchObject(preview);
      expect(choices).toContainEqual({ ...preview, override });
      const granted = grantedMinor(wish, stands?.amountMinor ?? 0, startsAt.getTime() - now.getTime());
      expect(acted.refundMinor).toBe(stands ? Math.min(granted, leftMinor) : 0);
      expect(asked).toEqual(acted.refundMinor > 0 ? [acted.refundMinor] : []);
      const all = await db()
        .select()
        .from(payments)
        .where(eq(payments.reservationId, reservation.id))
        .orderBy(asc(payments.id));
      for (const { id, retainedByPolicyAt } of all) {
        expect(retainedByPolicyAt !== null).toBe(id === stands?.id && acted.refundMinor < leftMinor);
      }
    }),
    { numRuns: 80 },
  );
});

type Wish = typeof wishes extends fc.Arbitrary<infer Of> ? Of : never;
type Reservation = Awaited<ReturnType<typeof makeReservation>>;
type Payment = Awaited<ReturnType<typeof makePayment>>;

/** The policy in whole numbers, rounded half to even. */
function grantedMinor({ override, refundPolicy }: Wish, paidMinor: number, noticeMs: number): number {
  if (override) return override === 'none' ? 0 : paidMinor;
  if (noticeMs >= refundPolicy.freeHours * HOUR_MS) return paidMinor;
  if (noticeMs < refundPolicy.nothingHours * HOUR_MS) return 0;
  const hundredths = paidMinor * refundPolicy.laterPercent;
  const whole = (hundredths - (hundredths % 100)) / 100;
  const rest = hundredths % 100;
  return rest > 50 || (rest === 50 && whole % 2 === 1) ? whole + 1 : whole;
}

/** Writes the payments. Returns the standing one, if any. */
async function pay(reservation: Reservation, paid: Wish['paid']): Promise<Payment | undefined> {
  if (reservation.priceMinor === 0 || paid === 'at_desk') return undefined;
  if (paid === 'not_yet') {
    await makePayment(reservation, { status: 'pending' });
    return undefined;
  }
  if (paid === 'once') return makePayment(reservation);
  const earlier = await makePayment(reservation, { completedAt: new Date(Date.now() - HOUR_MS) });
  const later = await makePayment(reservation, { attempt: 2 });
  const [stands, back] = paid === 'twice' ? [earlier, later] : [later, earlier];
  const { id: paymentId, amountMinor, currency } = back;
  await db()
    .insert(refunds)
    .values({
      paymentId,
      amountMinor,
      currency,
      cause: paid === 'twice' ? 'duplicate_payment' : 'late_payment',
      requestedBy: 'system:before',
    });
  return stands;
}

/** Writes these refunds up to the paid amount. Returns what of them counts. */
async function giveBackBefore(payment: Payment, earlier: Wish['earlier']): Promise<number> {
  let promised = 0;
  for (const { status, amountMinor } of earlier) {
    const counts = !['failed', 'covered', 'recalled'].includes(status);
    const minor = counts ? Math.min(amountMinor, payment.amountMinor - promised) : amountMinor;
    if (minor === 0) continue;
    const row = { paymentId: payment.id, status, amountMinor: minor, currency: payment.currency };
    await db()
      .insert(refunds)
      .values({ ...row, cause: 'staff', requestedBy: 'staff:before' });
    if (counts) promised += minor;
  }
  return promised;
}

async function askedBy(paymentId: string): Promise<number[]> {
  const rows = await db().select().from(refunds).where(eq(refunds.paymentId, paymentId));
  return rows
    .filter(({ requestedBy }) => !requestedBy.endsWith(':before'))
    .map(({ amountMinor }) => amountMinor);
}

describe('a block', () => {
  const NOW = new Date('2031-02-03T12:00:00Z');
  async function blocked(hoursLong: number) {
    const court = await makeCourt();
    const block = await makeReservation({
      courtId: court.id,
      kind: 'block',
      userId: null,
      title: 'Liga',
      startsAt: new Date(NOW.getTime() - HOUR_MS),
      endsAt: new Date(NOW.getTime() + (hoursLong - 1) * HOUR_MS),
    });
    const as = async (role: 'desk' | 'manager') =>
      personContext(await makeUser(), { now: NOW, staff: [{ clubId: court.clubId, role }] });
    return { reservationId: block.id, as };
  }

  test('is ended while it runs, by one way, and tells nobody', async () => {
    const { reservationId, as } = await blocked(3);
    const desk = await as('desk');
    expect(await listCancellationChoices(desk, reservationId)).toMatchObject([
      { override: undefined, refundMinor: 0 },
    ]);
    const { act } = await cancelReservation(desk, { reservationId });
    expect(act).not.toBeNull();
    const [row] = await db().select().from(reservations).where(eq(reservations.id, reservationId));
    expect(row?.status).toBe('cancelled');
    expect(await db().select().from(notices).where(eq(notices.reservationId, reservationId))).toEqual([]);
  });

  test('of more than a day is ended by a manager', async () => {
    const { reservationId, as } = await blocked(30);
    const desk = await as('desk');
    expect(await listCancellationChoices(desk, reservationId)).toEqual([]);
    await expect(cancelReservation(desk, { reservationId })).rejects.toMatchObject({ code: 'forbidden' });
    await cancelReservation(await as('manager'), { reservationId });
  });
});
