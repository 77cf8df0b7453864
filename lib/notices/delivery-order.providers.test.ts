import { asc, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { db, transaction } from '@/db';
import { notices, refunds, reservations } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { writeAct } from '@/lib/records/acts';
import { addPlayer } from '@/lib/reservations/change-players';
import {
  makeDue,
  makePayment,
  makeReservation,
  makeUser,
  personContext,
  type Reservation,
  type User,
} from '@/test/factories';
import { messagesTo } from '@/test/inbox';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { unnudged } from '@/test/sent-notice';
import { deliverNotice } from './deliver-notice';
import { notify, type Subject } from './notify';

const sandbox = useSandbox({ providers: ['resend', 'twilio'] });
const job = () => systemContext('test');

beforeEach(() => clearFaults(sandbox()));

async function write(subject: Subject): Promise<string> {
  const [written] = await transaction((tx) => notify(tx, unnudged, subject));
  if (!written) throw new Error('no notice was written');
  return written.id;
}

const read = async (id: string) => (await db().select().from(notices).where(eq(notices.id, id)))[0];

const statesOf = async ({ id }: Pick<Reservation, 'id'>) =>
  (
    await db()
      .select()
      .from(notices)
      .where(eq(notices.reservationId, id))
      .orderBy(asc(notices.createdAt), asc(notices.id))
  ).map(({ kind, status, lastError }) => [kind, status, lastError]);

const comeDue = (...ids: string[]) =>
  Promise.all(
    ids.map((id) =>
      db()
        .update(notices)
        .set({ nextAttemptAt: new Date(Date.now() - 1000) })
        .where(eq(notices.id, id)),
    ),
  );

/** A booking with words about it, told to its player. */
async function makeTold() {
  const player = await makeUser();
  const reservation = await makeReservation({ userId: player.id, channel: 'desk' });
  const of = { reservationId: reservation.id, userId: player.id };
  const confirm = () => write({ kind: 'reservation_confirmation', objectId: reservation.id, ...of });
  const cancel = () => write({ kind: 'reservation_cancelled', objectId: reservation.id, ...of });
  const remind = () => write({ kind: 'reservation_reminder', objectId: `${reservation.id}:1`, ...of });
  const subjects = async () =>
    (await messagesTo(sandbox(), player.email)).map(({ subject }) => subject).reverse();
  return { player, reservation, of, confirm, cancel, remind, subjects };
}

/** Moves the booking by so many hours and writes the notice, by default of an act that stands. */
async function move(reservation: Reservation, player: User, hours: number, undoSeconds = 0) {
  const [before] = await db().select().from(reservations).where(eq(reservations.id, reservation.id));
  if (!before) throw new Error('the booking is gone');
  const startsAt = new Date(reservation.startsAt.getTime() + hours * 3_600_000);
  const place = { startsAt, endsAt: new Date(startsAt.getTime() + 90 * 60_000) };
  const [after] = await db()
    .update(reservations)
    .set(place)
    .where(eq(reservations.id, before.id))
    .returning();
  const staff = personContext(await makeUser());
  const act = await transaction((tx) =>
    writeAct(tx, staff, { clubId: before.clubId, kind: 'move', changes: [], summary: {}, lasts: 'seconds' }),
  );
  return write({
    kind: 'reservation_moved',
    objectId: `${before.id}:${after?.revision}`,
    reservationId: before.id,
    userId: player.id,
    was: { courtId: before.courtId, startsAt: before.startsAt },
    act: { ...act, undoUntil: new Date(Date.now() + undoSeconds * 1000 - 1000) },
  });
}

describe('messages about one booking to one person', () => {
  test('keep their order over an outage, whichever is tried first', async () => {
    const { confirm, reservation, player, subjects } = await makeTold();
    await addFault(sandbox(), 'resend', { mode: 'status', status: 500 });
    const confirmation = await confirm();
    await deliverNotice(job(), confirmation).catch(() => {});
    const moved = await move(reservation, player, 3);
    await expect(deliverNotice(job(), moved)).rejects.toMatchObject({ code: 'service_unavailable' });
    expect(await read(moved)).toMatchObject({ status: 'pending', retryCount: 0 });
    await clearFaults(sandbox());
    await comeDue(moved);
    expect(await deliverNotice(job(), moved)).toBe('sent');
    expect(await subjects()).toEqual([
      expect.stringContaining('Reserva hecha'),
      expect.stringContaining('ha cambiado'),
    ]);
  });

  test('do not wait for those about another booking, nor for one that can never be sent', async () => {
    const { confirm, reservation, player, subjects } = await makeTold();
    const other = await makeReservation({ userId: player.id });
    await write({
      kind: 'reservation_confirmation',
      objectId: other.id,
      reservationId: other.id,
      userId: player.id,
    });
    const payment = await makePayment(reservation);
    const asked = { paymentId: payment.id, amountMinor: 100, currency: 'EUR', cause: 'staff' } as const;
    const [refund] = await db()
      .insert(refunds)
      .values({ ...asked, status: 'requested', requestedBy: 'system:test' })
      .returning();
    const poison = await write({
      kind: 'refund_failed',
      objectId: crypto.randomUUID(),
      reservationId: reservation.id,
      refundId: refund?.id ?? '',
      userId: player.id,
    });
    await db().update(notices).set({ refundId: null }).where(eq(notices.id, poison));
    expect(await deliverNotice(job(), await confirm())).toBe('sent');
    expect(await subjects()).toHaveLength(1);
    expect(await read(poison)).toMatchObject({ status: 'pending', retryCount: 1 });
  });

  test('wait for one that an act may still take back, and are not lost by it', async () => {
    const { remind, reservation, player, subjects } = await makeTold();
    const moved = await move(reservation, player, 3, 30);
    const reminder = await remind();
    await expect(deliverNotice(job(), reminder)).rejects.toMatchObject({ code: 'service_unavailable' });
    const [before, after] = [await read(moved), await read(reminder)];
    expect(after?.status).toBe('pending');
    expect(after?.nextAttemptAt.getTime()).toBeGreaterThan(before?.nextAttemptAt.getTime() ?? 0);
    await comeDue(moved, reminder);
    expect(await deliverNotice(job(), reminder)).toBe('sent');
    expect(await subjects()).toEqual([
      expect.stringContaining('ha cambiado'),
      expect.stringContaining('Juegas'),
    ]);
  });

  test('wait for one that another process is sending, and go on when that process died', async () => {
    const { confirm, remind, subjects } = await makeTold();
    const confirmation = await confirm();
    const claim = { status: 'sending' as const, claimedAt: new Date() };
    await db().update(notices).set(claim).where(eq(notices.id, confirmation));
    const reminder = await remind();
    await expect(deliverNotice(job(), reminder)).rejects.toMatchObject({
      code: 'service_unavailable',
      retryAfterSeconds: expect.any(Number),
    });
    expect(await subjects()).toEqual([]);
    const died = { claimedAt: new Date(Date.now() - 3 * 60_000) };
    await db().update(notices).set(died).where(eq(notices.id, confirmation));
    await comeDue(reminder);
    expect(await deliverNotice(job(), reminder)).toBe('sent');
    expect(await subjects()).toHaveLength(2);
  });

  test('are each sent once, however parallel their jobs run', async () => {
    const { confirm, remind, subjects } = await makeTold();
    const ids = [await confirm(), await remind()];
    await Promise.allSettled([...ids, ...ids, ...ids].map((id) => deliverNotice(job(), id)));
    await comeDue(...ids);
    for (const id of ids) await deliverNotice(job(), id);
    expect(await subjects()).toEqual([
      expect.stringContaining('Reserva hecha'),
      expect.stringContaining('Juegas'),
    ]);
  });
});

describe('moves that nobody was told of yet', () => {
  test('are told by the newest alone, with the place that the person knew', async () => {
    const { reservation, player, subjects } = await makeTold();
    const moves = [];
    for (const hours of [3, 6, 9]) moves.push(await move(reservation, player, hours));
    const [first = '', second = '', third = ''] = moves;
    expect(await deliverNotice(job(), first)).toBe('suppressed');
    expect(await deliverNotice(job(), third)).toBe('sent');
    expect(await deliverNotice(job(), second)).toBe('suppressed');
    expect(await statesOf(reservation)).toEqual([
      ['reservation_moved', 'suppressed', 'superseded'],
      ['reservation_moved', 'suppressed', 'superseded'],
      ['reservation_moved', 'sent', null],
    ]);
    expect(await subjects()).toHaveLength(1);
    const [mail] = await messagesTo(sandbox(), player.email);
    const hour = (at: Date) =>
      at.toLocaleTimeString('es', { timeZone: 'Europe/Madrid', hour: 'numeric', minute: '2-digit' });
    expect(mail?.text?.split('Antes: ')[1]).toContain(hour(reservation.startsAt).padStart(5, '0'));
  });

  test('are told after all when the newer one is undone', async () => {
    const { reservation, player, subjects } = await makeTold();
    const first = await move(reservation, player, 3);
    const second = await move(reservation, player, 6, 30);
    await expect(deliverNotice(job(), first)).rejects.toMatchObject({ code: 'service_unavailable' });
    await db().update(notices).set({ status: 'suppressed' }).where(eq(notices.id, second));
    await comeDue(first);
    expect(await deliverNotice(job(), first)).toBe('sent');
    expect(await subjects()).toHaveLength(1);
  });
});

describe('a booking that was cancelled before anybody heard of it', () => {
  test('is not mentioned when the desk had made it', async () => {
    const { confirm, cancel, reservation, subjects } = await makeTold();
    await confirm();
    await db().update(reservations).set({ status: 'cancelled' }).where(eq(reservations.id, reservation.id));
    expect(await deliverNotice(job(), await cancel())).toBe('suppressed');
    expect(await statesOf(reservation)).toEqual([
      ['reservation_confirmation', 'suppressed', null],
      ['reservation_cancelled', 'suppressed', 'never_told'],
    ]);
    expect(await subjects()).toEqual([]);
  });

  test('is told as cancelled to who had booked it online', async () => {
    const { confirm, cancel, reservation, subjects } = await makeTold();
    await db()
      .update(reservations)
      .set({ status: 'cancelled', channel: 'online' })
      .where(eq(reservations.id, reservation.id));
    await confirm();
    expect(await deliverNotice(job(), await cancel())).toBe('sent');
    expect(await subjects()).toEqual([expect.stringContaining('cancelada')]);
  });
});

describe('what went out', () => {
  test('is kept as it was for the pages of the club', async () => {
    const { confirm } = await makeTold();
    const id = await confirm();
    await deliverNotice(job(), id);
    expect(await read(id)).toMatchObject({
      sentSubject: expect.stringContaining('Reserva hecha'),
      sentText: expect.stringContaining('Ana Prueba'),
    });
  });

  test('is kept without the secret of its link', async () => {
    const { reservation, player, of } = await makeTold();
    const due = await makeDue(reservation);
    const email = `bea-${reservation.clubId}@example.com`;
    await addPlayer(personContext(player), { reservationId: reservation.id, name: 'Bea', email });
    const [invited] = await db().select().from(notices).where(eq(notices.recipient, email));
    const owed = await write({ kind: 'payment_due', objectId: due.id, ...of });
    await comeDue(invited?.id ?? '');
    for (const id of [invited?.id ?? '', owed]) {
      expect(await deliverNotice(job(), id)).toBe('sent');
      expect((await read(id))?.sentText).toMatch(/\/es\/(pay|game)\/…/);
      expect((await read(id))?.sentText).not.toMatch(/\/es\/(pay|game)\/[\w-]{20}/);
    }
  });
});
