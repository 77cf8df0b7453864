import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { dues, reservations, tillEntries } from '@/db/schema';
import { accountedOf, tillKeptOf } from '@/lib/ledger/read-figures';
import { idOf, staffOf, unpaid } from '@/test/at-desk';
import { makeClub, makeCustomer, makeDue, makePayment, makeTillEntry } from '@/test/factories';
import { listDues } from './list-dues';
import { payDue } from './pay-due';
import { waiveDue } from './waive-due';

const PAGE = { page: 1, pageSize: 20 };
const owing = async () => {
  const { reservation, ...rest } = await unpaid();
  return { ...rest, reservation, due: await makeDue(reservation) };
};
const rowsOf = ({ id }: { id: string }) =>
  db().select().from(dues).where(eq(dues.reservationId, id)).orderBy(dues.createdAt, dues.id);
const accounted = ({ id }: { id: string }) => db().transaction((tx) => accountedOf(tx, id));

describe('what is owed', () => {
  test('is paid at the desk, and the booking stays accounted for', async () => {
    const { reservation, due, desk } = await owing();
    const paid = await payDue(desk, due.id, { method: 'card_terminal', reference: '0042' });
    expect(paid.entry).toMatchObject({
      kind: 'payment',
      method: 'card_terminal',
      reference: '0042',
      amountMinor: 4500,
      reservationId: reservation.id,
      takenBy: idOf(desk),
    });
    expect(paid.due).toMatchObject({ id: due.id, amountMinor: 0 });
    expect(await accounted(reservation)).toBe(4500);
    await expect(payDue(desk, due.id, { method: 'bizum' })).rejects.toMatchObject({
      code: 'conflict',
      details: { owed: { amount: '0.00', currency: 'EUR' } },
    });
  });

  test('in parts leaves the rest under the same id and cause', async () => {
    const { reservation, due, desk, clubId } = await owing();
    expect((await payDue(desk, due.id, { method: 'bizum', amount: '20.00' })).due).toMatchObject({
      id: due.id,
      amountMinor: 2500,
    });
    expect((await payDue(desk, due.id, { method: 'bizum', amount: '5.00' })).due).toMatchObject({
      id: due.id,
      amountMinor: 2000,
      createdAt: due.createdAt,
    });
    expect(await rowsOf(reservation)).toMatchObject([
      { id: due.id, amountMinor: 4500, settledAt: expect.any(Date) },
      { splitOf: due.id, amountMinor: 2500, cause: 'desk', settledAt: expect.any(Date) },
      { splitOf: due.id, amountMinor: 2000, cause: 'desk', settledAt: null },
    ]);
    expect(await accounted(reservation)).toBe(4500);
    const { results, count } = await listDues(desk, String(clubId), { open: true, ...PAGE });
    expect([count, results]).toMatchObject([1, [{ id: due.id, amountMinor: 2000 }]]);
  });

  test('is not overpaid: the refusal says what is owed, and nothing is written', async () => {
    const { reservation, due, desk } = await owing();
    await payDue(desk, due.id, { method: 'bizum', amount: '20.00' });
    await expect(payDue(desk, due.id, { method: 'bizum', amount: '25.01' })).rejects.toMatchObject({
      code: 'conflict',
      details: { owed: { amount: '25.00', currency: 'EUR' } },
    });
    expect(await db().$count(tillEntries, eq(tillEntries.reservationId, reservation.id))).toBe(1);
  });

  test.each(['0', '0.00', '-1', '1,50', '1e1', '10000.01', '4.505'])(
    'is not paid by an amount of %s',
    async (amount) => {
      const { due, desk } = await owing();
      await expect(payDue(desk, due.id, { method: 'bizum', amount })).rejects.toMatchObject({
        code: 'invalid_input',
        fields: { amount: [expect.any(String)] },
      });
    },
  );

  test('is not taken in cash without an open till', async () => {
    const { due, desk } = await owing();
    await expect(payDue(desk, due.id, { method: 'cash' })).rejects.toMatchObject({ code: 'conflict' });
  });

  test('is paid once under one key, and by two at once once', async () => {
    const { due, desk, reservation } = await owing();
    const ctx = { ...desk, requestKey: 'one' };
    const first = await payDue(ctx, due.id, { method: 'bizum', amount: '20.00' });
    expect(await payDue(ctx, due.id, { method: 'bizum', amount: '20.00' })).toEqual(first);
    const both = await Promise.allSettled([1, 2].map(() => payDue(desk, due.id, { method: 'bizum' })));
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await accounted(reservation)).toBe(4500);
  });

  test('is shown paid in a preview, and stays owed', async () => {
    const { due, desk, reservation } = await owing();
    const seen = await payDue({ ...desk, preview: true }, due.id, { method: 'bizum', amount: '20.00' });
    expect(seen).toMatchObject({ entry: { amountMinor: 2000 }, due: { amountMinor: 2500 } });
    expect(await rowsOf(reservation)).toMatchObject([{ settledAt: null, amountMinor: 4500 }]);
  });

  test('has its open online payment cancelled', async () => {
    const { due, desk, reservation } = await owing();
    const { id } = await makePayment(reservation, { status: 'pending' });
    await payDue(desk, due.id, { method: 'bizum', amount: '20.00' });
    const payment = await db().query.payments.findFirst({ where: (row, { eq: is }) => is(row.id, id) });
    expect(payment?.cancelRequestedAt).toBeInstanceOf(Date);
  });

  test('is nothing to somebody of another club', async () => {
    const { due } = await owing();
    const elsewhere = await staffOf((await makeClub()).id, 'owner');
    await expect(payDue(elsewhere, due.id, { method: 'bizum' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(waiveDue(elsewhere, due.id, { reason: 'No' })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('what the club owes', () => {
  /** Cancelled after 45 € came at the desk, of which 30 € go back. */
  async function cancelled() {
    const { reservation, ...rest } = await unpaid({ status: 'cancelled', cancelledAt: new Date() });
    await makeTillEntry(reservation);
    await db()
      .update(reservations)
      .set({ retainedTillMinor: 1500 })
      .where(eq(reservations.id, reservation.id));
    return {
      ...rest,
      reservation,
      due: await makeDue(reservation, { amountMinor: -3000, cause: 'cancelled' }),
    };
  }
  const kept = ({ id }: { id: string }) => db().transaction((tx) => tillKeptOf(tx, id));

  test('is paid out, in parts too', async () => {
    const { desk, due, reservation } = await cancelled();
    const { entry } = await payDue(desk, due.id, { method: 'bizum', amount: '10.00' });
    expect(entry).toMatchObject({ kind: 'payout', amountMinor: -1000 });
    await expect(payDue(desk, due.id, { method: 'bizum', amount: '20.01' })).rejects.toMatchObject({
      code: 'conflict',
      details: { owed: { amount: '20.00', currency: 'EUR' } },
    });
    expect((await payDue(desk, due.id, { method: 'bizum' })).due).toMatchObject({ amountMinor: 0 });
    expect(await kept(reservation)).toBe(1500);
  });

  test('is not paid out beyond what the desk took', async () => {
    const { desk, reservation } = await unpaid({ status: 'cancelled' });
    const due = await makeDue(reservation, { amountMinor: -3000, cause: 'cancelled' });
    await expect(payDue(desk, due.id, { method: 'bizum' })).rejects.toMatchObject({
      code: 'conflict',
      details: { taken: { amount: '0.00', currency: 'EUR' } },
    });
  });
});

describe('waiving', () => {
  test('is for managers, needs a reason, and leaves the booking accounted for', async () => {
    const { desk, manager, due, reservation } = await owing();
    await expect(waiveDue(desk, due.id, { reason: 'Llovió' })).rejects.toMatchObject({ code: 'forbidden' });
    await payDue(desk, due.id, { method: 'bizum', amount: '20.00' });
    expect(await waiveDue(manager, due.id, { reason: 'Llovió' })).toMatchObject({
      id: due.id,
      amountMinor: 0,
    });
    const [, rest] = await rowsOf(reservation);
    expect(rest).toMatchObject({
      waivedBy: idOf(manager),
      waiveReason: 'Llovió',
      waivedAt: expect.any(Date),
    });
    expect(await accounted(reservation)).toBe(4500);
    await expect(waiveDue(manager, due.id, { reason: 'Otra vez' })).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});

test('dues are listed oldest first, with who owes them and where', async () => {
  const { clubId, reservation, desk, due } = await owing();
  const { id: customerId } = await makeCustomer(clubId, { name: 'Sergio Blanco', phone: '+34600111222' });
  const phoned = await unpaid({ clubId, courtId: reservation.courtId, userId: null, customerId });
  const second = await makeDue(phoned.reservation, { createdAt: new Date(Date.now() - 62 * 86_400_000) });
  const { results } = await listDues(desk, String(clubId), { open: false, ...PAGE });
  expect(results).toMatchObject([
    { id: second.id, customerId, customerName: 'Sergio Blanco', customerPhone: '+34600111222' },
    { id: due.id, customerId: null, userId: reservation.userId, customerName: 'Ana Prueba' },
  ]);
});
