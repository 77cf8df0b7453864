import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db, transaction } from '@/db';
import { audit, RESERVATION_STATUSES, reservations } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { expireHolds } from '@/lib/reservations/expire-holds';
import { holdSlot } from '@/lib/reservations/hold-slot';
import { inDays } from '@/test/bookings';
import { makeCourt, makePayment, makeReservation, makeUser, personContext } from '@/test/factories';
import { FIRST, mayMove, move, moveMany, moveWhere } from './states';

const job = () => systemContext('test');

const historyOf = (id: string) =>
  db()
    .select({ from: audit.fromState, to: audit.toState, detail: audit.detail })
    .from(audit)
    .where(eq(audit.entityId, id))
    .orderBy(audit.id);

const readReservation = async (id: string) =>
  (await db().select().from(reservations).where(eq(reservations.id, id)))[0];

describe('move', () => {
  test('changes the status with what goes along, and writes it down', async () => {
    const { id, status, updatedAt } = await makeReservation({ status: 'pending' });
    const set = { holdExpiresAt: null, cancelReason: 'because' };
    await transaction((tx) =>
      move(tx, job(), 'reservation', { id, status }, 'cancelled', { set, detail: { cause: 'test' } }),
    );
    const row = await readReservation(id);
    expect(row).toMatchObject({ status: 'cancelled', cancelReason: 'because', holdExpiresAt: null });
    expect(row?.updatedAt.getTime()).toBeGreaterThan(updatedAt.getTime());
    expect(await historyOf(id)).toEqual([{ from: 'pending', to: 'cancelled', detail: { cause: 'test' } }]);
  });

  test('leaves `updatedAt` where it is told to', async () => {
    const { id, status, updatedAt } = await makeReservation();
    const set = { updatedAt: reservations.updatedAt };
    await transaction((tx) => move(tx, job(), 'reservation', { id, status }, 'completed', { set }));
    expect((await readReservation(id))?.updatedAt).toEqual(updatedAt);
  });

  test('refuses what the table does not know, and writes nothing', async () => {
    const { id, status } = await makeReservation({ status: 'cancelled' });
    const moved = transaction((tx) => move(tx, job(), 'reservation', { id, status }, 'confirmed'));
    await expect(moved).rejects.toThrow(`reservation ${id} cannot go from cancelled to confirmed`);
    expect((await readReservation(id))?.status).toBe('cancelled');
    expect(await historyOf(id)).toEqual([]);
  });

  test('refuses a row that has left its status since it was read, and writes nothing', async () => {
    const { id, status } = await makeReservation();
    await db().update(reservations).set({ status: 'cancelled' }).where(eq(reservations.id, id));
    const moved = transaction((tx) => move(tx, job(), 'reservation', { id, status }, 'completed'));
    await expect(moved).rejects.toThrow('moved by somebody else');
    expect((await readReservation(id))?.status).toBe('cancelled');
    expect(await historyOf(id)).toEqual([]);
  });

  test('does not compile to a status that cannot follow', () => {
    const { id, status } = { id: 'of a row', status: 'cancelled' } as const;
    const refused = () =>
      // @ts-expect-error only `confirmed` follows `cancelled`
      transaction((tx) => move(tx, job(), 'reservation', { id, status }, 'completed'));
    expect(refused).toBeTypeOf('function');
  });
});

test.each(['cancelled', 'no_show'] as const)(
  'a %s gets its court back only by an undo or a restoration, which the audit names',
  async (status) => {
    const reservation = await makeReservation({ status });
    const back = (detail?: Record<string, unknown>) =>
      transaction((tx) =>
        move(tx, job(), 'reservation', { ...reservation, status }, 'confirmed', {
          ...(detail && { detail }),
        }),
      );
    await expect(back()).rejects.toThrow(`cannot go from ${status} to confirmed`);
    await expect(back({ reason: 'x' })).rejects.toThrow(`cannot go from ${status} to confirmed`);
    expect(mayMove('reservation', status, 'confirmed')).toBe(false);
    await back({ undo_of: 'an act' });
    expect((await readReservation(reservation.id))?.status).toBe('confirmed');
    expect(await historyOf(reservation.id)).toEqual([
      { from: status, to: 'confirmed', detail: { undo_of: 'an act' } },
    ]);
  },
);

test('moveMany takes rows of several statuses, or none of them when one has moved', async () => {
  const held = await makeReservation({ status: 'pending' });
  const confirmed = await makeReservation();
  const gone = await makeReservation();
  const set = { holdExpiresAt: null };
  const cancel = (rows: (typeof held)[]) =>
    transaction((tx) => {
      const all = rows.map(({ id, status, priceMinor }) => ({ id, status, detail: { priceMinor } }));
      return moveMany(tx, job(), 'reservation', all, 'cancelled', set);
    });
  await db().update(reservations).set({ status: 'completed' }).where(eq(reservations.id, gone.id));
  await expect(cancel([held, confirmed, gone])).rejects.toThrow('moved by somebody else');
  expect(await historyOf(held.id)).toEqual([]);
  await cancel([held, confirmed]);
  const detail = { priceMinor: 4500 };
  expect(await historyOf(held.id)).toEqual([{ from: 'pending', to: 'cancelled', detail }]);
  expect(await historyOf(confirmed.id)).toEqual([{ from: 'confirmed', to: 'cancelled', detail }]);
});

test('moveWhere takes only what still has the status, and names what it took', async () => {
  const reservation = await makeReservation({ status: 'pending' });
  const open = await makePayment(reservation, { status: 'pending', paymentIntentId: null });
  const failed = await makePayment(reservation, { status: 'failed', attempt: 2 });
  const close = () =>
    transaction((tx) =>
      moveWhere(tx, job(), 'payment', 'pending', 'cancelled', sql`reservation_id = ${reservation.id}`),
    );
  expect(await close()).toEqual([open.id]);
  expect(await close()).toEqual([]);
  expect(await historyOf(open.id)).toMatchObject([{ from: 'pending', to: 'cancelled' }]);
  expect(await historyOf(failed.id)).toEqual([]);
});

test.each(RESERVATION_STATUSES)(
  'expire_holds ends a %s as the table says, once its time has run out',
  async (status) => {
    const { id } = await makeReservation({
      status,
      kind: 'block',
      holdExpiresAt: new Date(Date.now() - 60_000),
    });
    await expireHolds(job());
    const ended = mayMove('reservation', status, 'expired');
    expect((await readReservation(id))?.status).toBe(ended ? 'expired' : status);
    expect(await historyOf(id)).toMatchObject(ended ? [{ from: status, to: 'expired' }] : []);
  },
);

test('a hold and its payment begin as the table says', async () => {
  const { id: courtId } = await makeCourt();
  const slot = {
    courtId,
    date: inDays(2),
    startTime: '10:00',
    durationMinutes: 90,
    participants: [],
    extras: [],
    guest: undefined,
  };
  const { reservationId, paymentId } = await holdSlot(personContext(await makeUser()), slot);
  const begun = [...(await historyOf(reservationId)), ...(await historyOf(paymentId ?? ''))].map(
    ({ from, to }) => [from, to],
  );
  expect(begun).toEqual([
    [null, FIRST.reservation[0]],
    [null, FIRST.payment[0]],
  ]);
});
