import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { dues, payments, refunds, reservations } from '@/db/schema';
import { HOUR_MS } from '@/lib/core/time';
import { CONSISTENCY_CHECKS, isViolated } from '@/lib/integrity/check-consistency';
import {
  makeDue,
  makePayment,
  makeReservation,
  makeTillEntry,
  makeUser,
  personContext,
} from '@/test/factories';
import { cancelReservation } from './cancel-reservation';
import { cancelWithFullRefund } from './cancel-with-full-refund';
import { previewCancellation } from './preview-cancellation';

const START = new Date('2031-06-10T16:00:00Z');

/** 45 €: 20 € by card, then 15 € by card, 6 € at the desk, 4 € still owed. */
async function bookInParts() {
  const player = await makeUser();
  const reservation = await makeReservation({ userId: player.id, startsAt: START });
  const first = await makePayment(reservation, {
    amountMinor: 2000,
    completedAt: new Date(Date.now() - HOUR_MS),
  });
  const second = await makePayment(reservation, { amountMinor: 1500, attempt: 2 });
  await makeTillEntry(reservation, { amountMinor: 600 });
  await makeDue(reservation, { amountMinor: 400 });
  return { player, reservation, first, second };
}

async function readParts({ reservation, first, second }: Awaited<ReturnType<typeof bookInParts>>) {
  const { id } = reservation;
  const back = await db()
    .select({ paymentId: refunds.paymentId, minor: refunds.amountMinor })
    .from(refunds)
    .innerJoin(payments, eq(payments.id, refunds.paymentId))
    .where(eq(payments.reservationId, id));
  const kept = await db().select().from(payments).where(eq(payments.reservationId, id));
  const owed = await db().select().from(dues).where(eq(dues.reservationId, id));
  const [now] = await db().select().from(reservations).where(eq(reservations.id, id));
  const of = <T>(rows: readonly T[], get: (row: T) => string) =>
    [first, second].map((payment) => rows.find((row) => get(row) === payment.id));
  return {
    back: of(back, (row) => row.paymentId).map((row) => row?.minor ?? 0),
    kept: of(kept, (row) => row.id).map((row) => row?.retainedMinor),
    dues: owed.filter(({ settledAt }) => settledAt === null).map(({ amountMinor }) => amountMinor),
    keptTill: now?.retainedTillMinor,
    told: now?.cancelRefundMinor,
  };
}

async function expectSound(...objectIds: string[]): Promise<void> {
  const broken = [];
  for (const check of CONSISTENCY_CHECKS.filter(({ id }) => ['I04', 'I05', 'I06', 'I25', 'I32'].includes(id)))
    for (const objectId of objectIds) if (await isViolated(check, objectId)) broken.push(check.type);
  expect(broken).toEqual([]);
}

test.each([
  [
    'in time: everything goes back as it came',
    30,
    { back: [2000, 1500], kept: [0, 0], dues: [-600], keptTill: 0, told: 4100 },
  ],
  [
    'late: half goes back, by the newest card first',
    10,
    { back: [550, 1500], kept: [1450, 0], dues: [], keptTill: 600, told: 2050 },
  ],
  ['too late: all is kept', 1, { back: [0, 0], kept: [2000, 1500], dues: [], keptTill: 600, told: 0 }],
])('cancelled %s, and nothing is owed for it any more', async (_title, hours, expected) => {
  const booked = await bookInParts();
  const { player, reservation, first, second } = booked;
  await expectSound(reservation.id, first.id, second.id);
  const ctx = personContext(player, { now: new Date(START.getTime() - hours * HOUR_MS) });
  const wanted = { reservationId: reservation.id };
  const preview = await previewCancellation(ctx, wanted);
  expect(await cancelReservation(ctx, wanted)).toMatchObject(preview);
  expect(preview.refundMinor).toBe(expected.told);
  expect(await readParts(booked)).toEqual(expected);
  await expectSound(reservation.id, first.id, second.id);
});

test('cancelled by the club, everything goes back whatever the hour', async () => {
  const booked = await bookInParts();
  const why = { cause: 'club_deleted', notice: 'club_closed' } as const;
  const now = new Date(START.getTime() - HOUR_MS);
  const operator = personContext(await makeUser({ operatorSince: new Date() }), { now });
  await cancelWithFullRefund(operator, booked.reservation.id, why);
  const expected = { back: [2000, 1500], kept: [0, 0], dues: [-600], keptTill: 0, told: 4100 };
  expect(await readParts(booked)).toEqual(expected);
  await expectSound(booked.reservation.id, booked.first.id, booked.second.id);
});
