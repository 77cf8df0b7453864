import { and, eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { audit, dues, reservations } from '@/db/schema';
import { moveBooking } from '@/lib/desk/moves/move-booking';
import { addDays, firstInstantOf, localDateOf } from '@/lib/core/time';
import { idOf, unpaid } from '@/test/at-desk';
import { makePayment, makeTillEntry } from '@/test/factories';
import { withoutLocks } from '@/test/without-locks';
import { undoAct } from './undo-act';

const ZONE = 'Europe/Madrid';
const DATE = addDays(localDateOf(Date.now(), ZONE), 3);
const ROUNDS = 8;

/** A game became half an hour longer, for which 15 € were paid at the desk. Its undo owes them to the customer. */
async function paidLonger() {
  const startsAt = new Date(firstInstantOf(DATE, 600, ZONE));
  const { reservation, desk, manager } = await unpaid({ startsAt, listPriceMinor: 4500 });
  await makePayment(reservation);
  const { id: reservationId, revision } = reservation;
  const longer = { date: DATE, startTime: '10:00', durationMinutes: 120, price: 'list' } as const;
  const { act } = await moveBooking(desk, { reservationId, revision, notify: true, ...longer });
  await makeTillEntry(reservation, { amountMinor: 1500, takenBy: idOf(desk) });
  await db().update(dues).set({ settledAt: new Date() }).where(eq(dues.reservationId, reservationId));
  const undoTwice = () => Promise.allSettled([undoAct(desk, act.id), undoAct(manager, act.id)]);
  const owedBack = async () => {
    const rows = await db().select().from(dues).where(eq(dues.reservationId, reservationId));
    return rows.filter(({ settledAt }) => settledAt === null).map(({ amountMinor }) => amountMinor);
  };
  const undosOf = () =>
    db().$count(
      audit,
      and(eq(audit.entityId, reservationId), sql`${audit.detail} ->> 'undo_of' = ${act.id}`),
    );
  return { undoTwice, owedBack, undosOf, reservationId };
}

test('two desks that undo one act at the same moment undo it once', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const { undoTwice, owedBack, undosOf, reservationId } = await paidLonger();
    const tries = await undoTwice();
    expect(tries.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await owedBack()).toEqual([-1500]);
    expect(await undosOf()).toBe(1);
    const [row] = await db().select().from(reservations).where(eq(reservations.id, reservationId));
    expect(row).toMatchObject({ priceMinor: 4500, revision: 2 });
  }
});

test('without locks both undo it, and the history has it twice (control)', async () => {
  let twice = 0;
  for (let round = 0; round < ROUNDS && twice === 0; round += 1) {
    const { undoTwice, undosOf } = await paidLonger();
    await withoutLocks(async () => {
      await undoTwice();
    });
    twice += Number((await undosOf()) > 1);
  }
  expect(twice).toBe(1);
});
