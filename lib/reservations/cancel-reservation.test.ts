import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { payments, REFUND_STATUSES, refunds } from '@/db/schema';
import { isAppError } from '@/lib/errors';
import { HOUR_MS } from '@/lib/time';
import { makeCourt, makePayment, makeReservation, makeUser, personContext } from '@/test/factories';
import { cancelReservation, previewCancellation } from './cancel-reservation';

const PRICE_MINOR = 4500;
const START = new Date('2031-06-10T16:00:00Z');

const hours = fc.integer({ min: 0, max: 72 });
const wishes = fc.record({
  refundPolicy: fc.record(
    { freeHours: hours, laterPercent: fc.integer({ min: 0, max: 100 }), nothingHours: hours },
    // Drizzle asks each value for its constructor.
    { noNullPrototype: true },
  ),
  /** What went back before, or was to. */
  earlier: fc.array(
    fc.record({
      status: fc.constantFrom(...REFUND_STATUSES),
      amountMinor: fc.integer({ min: 1, max: PRICE_MINOR }),
    }),
    { maxLength: 3 },
  ),
  noticeMs: fc.integer({ min: -2 * HOUR_MS, max: 80 * HOUR_MS }),
  who: fc.constantFrom('player', 'staff'),
  override: fc.constantFrom(undefined, 'full', 'none'),
} as const);

const codeOf = (error: unknown) => {
  if (!isAppError(error)) throw error;
  return error.code;
};

test('whatever the policy, the moment, the person and what went back before: preview and act give the same figures', async () => {
  const [player, manager, court] = await Promise.all([makeUser(), makeUser(), makeCourt()]);
  const staff = [{ clubId: court.clubId, role: 'manager' as const }];
  let week = 0;
  await fc.assert(
    fc.asyncProperty(wishes, async ({ refundPolicy, earlier, noticeMs, who, override }) => {
      week += 1;
      const startsAt = new Date(START.getTime() + week * 168 * HOUR_MS);
      const where = { courtId: court.id, clubId: court.clubId, userId: player.id, startsAt };
      const { id: reservationId, ...held } = await makeReservation({ ...where, refundPolicy });
      const payment = await makePayment({ id: reservationId, ...held });
      const leftMinor = PRICE_MINOR - (await giveBackBefore(payment.id, earlier));

      const now = new Date(startsAt.getTime() - noticeMs);
      const ctx = who === 'player' ? personContext(player, { now }) : personContext(manager, { now, staff });
      const wanted = { reservationId, ...(override && { override }) };
      const preview = await previewCancellation(ctx, wanted).catch(codeOf);
      const acted = await cancelReservation(ctx, wanted).catch(codeOf);
      expect(acted).toEqual(preview);

      const asked = await askedBy(payment.id);
      if (typeof acted === 'string') {
        expect(asked).toEqual([]);
        expect(acted).toBe(who === 'player' && override ? 'forbidden' : 'conflict');
        return;
      }
      expect(asked).toEqual(acted.refundMinor > 0 ? [acted.refundMinor] : []);
      expect(acted.refundMinor).toBeLessThanOrEqual(leftMinor);
      if (override) expect(acted.refundMinor).toBe(override === 'full' ? leftMinor : 0);
      const [kept] = await db().select().from(payments).where(eq(payments.id, payment.id));
      expect(kept?.retainedByPolicyAt !== null).toBe(acted.refundMinor < leftMinor);
    }),
    { numRuns: 60 },
  );
}, 60_000);

type Earlier = { status: (typeof REFUND_STATUSES)[number]; amountMinor: number };

/** Writes these refunds, no more of them than was paid; returns what of it counts. */
async function giveBackBefore(paymentId: string, earlier: Earlier[]): Promise<number> {
  let promised = 0;
  for (const { status, amountMinor } of earlier) {
    const counts = status !== 'failed' && status !== 'covered';
    const minor = counts ? Math.min(amountMinor, PRICE_MINOR - promised) : amountMinor;
    if (minor === 0) continue;
    const row = { paymentId, status, amountMinor: minor, currency: 'EUR' };
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
    .filter(({ requestedBy }) => requestedBy !== 'staff:before')
    .map(({ amountMinor }) => amountMinor);
}
