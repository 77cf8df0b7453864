import { and, asc, eq, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { db, transaction } from '@/db';
import { customers, dues, notices, participants, reservations } from '@/db/schema';
import { signedToken } from '@/lib/auth/signed-token';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { systemContext } from '@/lib/core/context';
import { addPlayer, removePlayer } from '@/lib/reservations/change-players';
import { remindPlayers } from '@/lib/reservations/remind-players';
import { readCalendar } from '@/test/calendar';
import {
  makeClub,
  makeCourt,
  makeCustomer,
  makeDue,
  makeReservation,
  makeUser,
  personContext,
  type Reservation,
} from '@/test/factories';
import { messagesTo } from '@/test/inbox';
import { addFault, clearFaults, useSandbox } from '@/test/sandbox';
import { unique, unnudged } from '@/test/sent-notice';
import { deliverNotice } from './deliver-notice';
import { notify, type Subject } from './notify';
import { setOptOut } from './opt-outs';

const sandbox = useSandbox({ providers: ['resend', 'twilio'] });
const job = () => systemContext('test');
const address = () => `${unique()}@example.com`;

beforeEach(() => clearFaults(sandbox()));

const write = (...subjects: Subject[]) => transaction((tx) => notify(tx, unnudged, ...subjects));

const noticesAbout = ({ id }: Pick<Reservation, 'id'>) =>
  db()
    .select()
    .from(notices)
    .where(eq(notices.reservationId, id))
    .orderBy(asc(notices.createdAt), asc(notices.id));

/** What waits for its own time comes due. */
const restIsOver = ({ id }: Pick<Reservation, 'id'>) =>
  db()
    .update(notices)
    .set({ nextAttemptAt: sql`least(${notices.nextAttemptAt}, now())` })
    .where(and(eq(notices.reservationId, id), eq(notices.status, 'pending')));

async function deliverAll(reservation: Pick<Reservation, 'id'>) {
  await restIsOver(reservation);
  const waiting = (await noticesAbout(reservation)).filter(
    ({ status, channel }) => status === 'pending' && channel !== 'call',
  );
  const outcomes = [];
  for (const { id } of waiting) outcomes.push(await deliverNotice(job(), id));
  return outcomes;
}

/** A booking of a customer without an account, at a club with a telephone. */
async function makeDeskBooking(contact: Partial<typeof customers.$inferInsert>) {
  const { id: clubId } = await makeClub({ phone: '+34910000000' });
  const court = await makeCourt({ clubId });
  const customer = await makeCustomer(clubId, { name: 'Lucía Sincuenta', ...contact });
  const reservation = await makeReservation({
    courtId: court.id,
    clubId,
    userId: null,
    customerId: customer.id,
  });
  const confirmation = {
    kind: 'reservation_confirmation',
    objectId: reservation.id,
    reservationId: reservation.id,
  } as const;
  return { clubId, court, customer, reservation, confirmation };
}

const calendarOf = (mail: Awaited<ReturnType<typeof messagesTo>>[number] | undefined) =>
  readCalendar(Buffer.from(mail?.attachments[0]?.content ?? '', 'base64').toString());

describe('a customer without an account', () => {
  test('gets the confirmation by mail, which leads to no page that needs an account', async () => {
    const email = address();
    const { customer, reservation, confirmation, clubId } = await makeDeskBooking({ email });
    await write({ ...confirmation, customerId: customer.id });
    expect(await noticesAbout(reservation)).toMatchObject([
      { userId: null, customerId: customer.id, clubId, channel: 'email', recipient: email, locale: 'es' },
    ]);
    expect(await deliverAll(reservation)).toEqual(['sent']);
    const [mail] = await messagesTo(sandbox(), email);
    expect(mail?.text).toContain('Lucía Sincuenta');
    expect(mail?.text).toContain('+34910000000');
    expect(mail?.html).not.toContain('/reservations/');
    expect(calendarOf(mail).method).toBe('REQUEST');
  });

  test('is written to in the language of the country', async () => {
    const { id: clubId } = await makeClub({ country: 'GB', timeZone: 'Europe/London', city: 'London' });
    const customer = await makeCustomer(clubId, { email: address() });
    const court = await makeCourt({ clubId });
    const { id } = await makeReservation({
      courtId: court.id,
      clubId,
      userId: null,
      customerId: customer.id,
    });
    const about = { kind: 'reservation_confirmation', objectId: id, reservationId: id } as const;
    expect(await write({ ...about, customerId: customer.id })).toMatchObject([{ locale: 'en' }]);
  });

  test('gets a text without a mailbox, is called after STOP, and is not told without an address', async () => {
    const phone = '+34600700800';
    const texted = await makeDeskBooking({ phone });
    expect(await write({ ...texted.confirmation, customerId: texted.customer.id })).toMatchObject([
      { channel: 'sms', recipient: phone },
    ]);
    expect(await deliverAll(texted.reservation)).toEqual(['sent']);
    await transaction((tx) => setOptOut(tx, job(), phone, true));
    const called = await makeDeskBooking({ phone });
    expect(await write({ ...called.confirmation, customerId: called.customer.id })).toMatchObject([
      { channel: 'call', recipient: phone },
    ]);
    const unknown = await makeDeskBooking({});
    expect(await write({ ...unknown.confirmation, customerId: unknown.customer.id })).toEqual([]);
  });

  test('whose mail comes back gets a text, and the next time no mail at all', async () => {
    const [email, phone] = [address(), '+34600700801'];
    const first = await makeDeskBooking({ email, phone });
    const [sent] = await write({ ...first.confirmation, customerId: first.customer.id });
    await addFault(sandbox(), 'resend', { mode: 'status', status: 422, times: 1 });
    expect(await deliverNotice(job(), sent?.id ?? '')).toBe('failed');
    expect(await noticesAbout(first.reservation)).toMatchObject([
      { channel: 'email', status: 'failed' },
      { channel: 'sms', status: 'pending', customerId: first.customer.id, clubId: first.clubId },
    ]);
    await db()
      .update(notices)
      .set({ status: 'bounced' })
      .where(eq(notices.id, sent?.id ?? ''));
    const again = { ...first.confirmation, objectId: `${first.reservation.id}:again` };
    expect(await write({ ...again, customerId: first.customer.id })).toMatchObject([{ channel: 'sms' }]);
  });

  test('who was merged is told under the row that took the bookings, and who is erased is not', async () => {
    const email = address();
    const { clubId, customer, reservation, confirmation } = await makeDeskBooking({ email: address() });
    const survivor = await makeCustomer(clubId, { name: 'Lucía', email });
    await db().update(customers).set({ mergedInto: survivor.id }).where(eq(customers.id, customer.id));
    expect(await write({ ...confirmation, customerId: customer.id })).toMatchObject([
      { recipient: email, customerId: survivor.id },
    ]);
    await db().update(customers).set({ erasedAt: new Date() }).where(eq(customers.id, survivor.id));
    expect(await deliverAll(reservation)).toEqual(['suppressed']);
    expect(await messagesTo(sandbox(), email)).toEqual([]);
  });

  test('who has got an account meanwhile is told as its holder', async () => {
    const { customer, confirmation } = await makeDeskBooking({ email: address() });
    const user = await makeUser({ locale: 'en' });
    await db().update(customers).set({ userId: user.id }).where(eq(customers.id, customer.id));
    expect(await write({ ...confirmation, customerId: customer.id })).toMatchObject([
      { userId: user.id, customerId: null, recipient: user.email, locale: 'en' },
    ]);
  });
});

describe('a player on the list', () => {
  async function makeGame() {
    const host = await makeUser({ name: 'Olga Anfitriona' });
    const reservation = await makeReservation({ userId: host.id });
    const ctx = personContext(host);
    const add = (name: string, email?: string) =>
      addPlayer(ctx, { reservationId: reservation.id, name, ...(email && { email }) });
    return { ctx, host, reservation, add };
  }

  test('is told who put them there, with the game for their calendar, and one without an address is not', async () => {
    const { reservation, add } = await makeGame();
    const email = address();
    await add('Bea', email);
    await add('Carla');
    expect(await noticesAbout(reservation)).toMatchObject([
      { kind: 'player_invited', participantPosition: 0, recipient: email, userId: null, customerId: null },
    ]);
    expect(await deliverAll(reservation)).toEqual(['sent']);
    const [mail] = await messagesTo(sandbox(), email);
    expect(mail?.subject).toContain('Olga Anfitriona');
    expect(mail?.text).toContain('Bea');
    expect(mail?.html).not.toMatch(/45,00|\/reservations\//);
    expect(calendarOf(mail)).toMatchObject({ method: 'REQUEST' });
  });

  test('of a held court is told once it is confirmed', async () => {
    const host = await makeUser();
    const { id: reservationId } = await makeReservation({ userId: host.id, status: 'pending' });
    await addPlayer(personContext(host), { reservationId, name: 'Bea', email: address() });
    expect(await noticesAbout({ id: reservationId })).toEqual([]);
  });

  test('is not told when they are off the list, nor when another has the place, and again when put there again', async () => {
    const { ctx, reservation, add } = await makeGame();
    const email = address();
    await add('Bea', email);
    await removePlayer(ctx, { reservationId: reservation.id, position: 0, name: 'Bea' });
    await add('Carla', address());
    expect(await deliverAll(reservation)).toEqual(['suppressed', 'sent']);
    expect(await messagesTo(sandbox(), email)).toEqual([]);
    await add('Bea', email);
    expect(await deliverAll(reservation)).toEqual(['sent']);
  });

  test('is told after ten seconds, and not of a slip that was mended by then', async () => {
    const { ctx, reservation, add } = await makeGame();
    const email = address();
    await add('Bea', email);
    const [waiting] = await noticesAbout(reservation);
    const restMs = (waiting?.nextAttemptAt.getTime() ?? 0) - Date.now();
    expect(restMs).toBeGreaterThan(5_000);
    expect(restMs).toBeLessThanOrEqual(10_000);
    expect(await deliverNotice(job(), waiting?.id ?? '')).toBe('skipped');
    await removePlayer(ctx, { reservationId: reservation.id, position: 0, name: 'Bea' });
    expect(await deliverAll(reservation)).toEqual(['suppressed']);
    expect(await messagesTo(sandbox(), email)).toEqual([]);
  });

  test('who knew of the game and is taken off the list gets the file that empties the calendar', async () => {
    const { ctx, reservation, add } = await makeGame();
    const email = address();
    await add('Bea', email);
    await deliverAll(reservation);
    await removePlayer(ctx, { reservationId: reservation.id, position: 0, name: 'Bea' });
    expect(await deliverAll(reservation)).toEqual(['sent']);
    const [mail, invitation] = await messagesTo(sandbox(), email);
    expect(mail?.subject).toContain('Ya no estás en la lista');
    expect(mail?.text).toContain('Bea');
    expect(mail?.html).not.toMatch(/45,00|\/reservations\//);
    const { method, event } = calendarOf(mail);
    expect([method, event.uid]).toEqual(['CANCEL', calendarOf(invitation).event.uid]);
  });

  test('is told so at the account, and not when they took themselves off it', async () => {
    const { ctx, reservation } = await makeGame();
    const player = await makeUser({ name: 'Bea' });
    const seat = { reservationId: reservation.id, userId: player.id, name: 'Bea', email: player.email };
    const told = { kind: 'player_invited', objectId: unique(), reservationId: reservation.id } as const;
    for (const [position, by] of [
      [0, personContext(player, { operator: true })],
      [1, ctx],
    ] as const) {
      await db()
        .insert(participants)
        .values({ ...seat, position });
      await db()
        .insert(notices)
        .values({
          ...told,
          objectId: unique(),
          userId: player.id,
          participantPosition: position,
          channel: 'email',
          recipient: player.email,
          locale: 'en',
          status: 'sent',
        });
      await removePlayer(by, { reservationId: reservation.id, position, name: 'Bea' });
    }
    const removals = (await noticesAbout(reservation)).filter(({ kind }) => kind === 'player_removed');
    expect(removals).toMatchObject([{ userId: player.id, participantPosition: null, locale: 'en' }]);
  });

  test('is told of the cancellation too, without the booker’s money', async () => {
    const { ctx, reservation, add, host } = await makeGame();
    const email = address();
    await add('Bea', email);
    await cancelReservation(ctx, { reservationId: reservation.id });
    await deliverAll(reservation);
    const mails = await messagesTo(sandbox(), email);
    expect(mails.map(({ subject }) => subject)).toEqual([expect.stringContaining('cancelada')]);
    expect(mails[0]?.text).not.toMatch(/€|devol/);
    expect(calendarOf(mails[0])).toMatchObject({ method: 'CANCEL' });
    expect(await messagesTo(sandbox(), host.email)).toHaveLength(1);
  });
});

describe('a booking that moved', () => {
  test('is told with where it was, and replaces the entry of the calendar however often it moves', async () => {
    const player = await makeUser();
    const reservation = await makeReservation({ userId: player.id });
    const { id, courtId, startsAt } = reservation;
    const entries = [];
    for (const hours of [0, 3, 6]) {
      const moved = new Date(startsAt.getTime() + hours * 3_600_000);
      const place = { startsAt: moved, endsAt: new Date(moved.getTime() + 90 * 60_000) };
      const [row] = await db().update(reservations).set(place).where(eq(reservations.id, id)).returning();
      const about = { objectId: `${id}:${row?.revision}`, reservationId: id, userId: player.id };
      const [notice] =
        hours === 0
          ? await write({ kind: 'reservation_confirmation', ...about })
          : await write({ kind: 'reservation_moved', ...about, was: { courtId, startsAt } });
      await deliverNotice(job(), notice?.id ?? '');
      entries.push(calendarOf((await messagesTo(sandbox(), player.email))[0]));
    }
    expect(new Set(entries.map(({ event }) => event.uid))).toEqual(new Set([`${id}@pista`]));
    expect(entries.map(({ event }) => event.sequence)).toEqual([0, 1, 2]);
    const [newest] = await messagesTo(sandbox(), player.email);
    expect(newest?.text).toContain('Antes: ');
  });

  test('is not told once it is cancelled', async () => {
    const player = await makeUser();
    const { id, courtId, startsAt } = await makeReservation({ userId: player.id });
    const was = { courtId, startsAt };
    await write({
      kind: 'reservation_moved',
      objectId: `${id}:1`,
      reservationId: id,
      userId: player.id,
      was,
    });
    await db().update(reservations).set({ status: 'cancelled' }).where(eq(reservations.id, id));
    expect(await deliverAll({ id })).toEqual(['suppressed']);
  });

  test('is brought to mind for its new start, and not for the old one', async () => {
    const player = await makeUser();
    const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);
    const game = await makeReservation({ userId: player.id, startsAt: inHours(20), createdAt: inHours(-72) });
    await remindPlayers();
    const place = { startsAt: inHours(22), endsAt: inHours(23) };
    await db().update(reservations).set(place).where(eq(reservations.id, game.id));
    await remindPlayers();
    await remindPlayers();
    expect(await deliverAll(game)).toEqual(['suppressed', 'sent']);
    expect(await messagesTo(sandbox(), player.email)).toHaveLength(1);
  });
});

describe('a game that is near', () => {
  const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);
  const at = (hours: number) => ({ startsAt: inHours(hours), endsAt: inHours(hours + 1) });
  const cancelled = { kind: 'reservation_cancelled' } as const;

  async function makeGame(hours: number, phone: string | null = `+346${String(Date.now()).slice(-8)}`) {
    const player = await makeUser({ phone });
    const reservation = await makeReservation({ userId: player.id, ...at(hours), status: 'cancelled' });
    const about = { objectId: reservation.id, reservationId: reservation.id, userId: player.id };
    return { player, reservation, about };
  }

  test.each([
    ['cancelled within six hours', 'reservation_cancelled', 5, ['email', 'sms']],
    ['cancelled earlier', 'reservation_cancelled', 7, ['email']],
    ['closed within a day', 'club_closed', 23, ['email', 'sms']],
    ['closed earlier', 'club_closed', 25, ['email']],
  ] as const)('and is %s is texted beside the mail only then', async (_title, kind, hours, channels) => {
    const { about } = await makeGame(hours);
    expect((await write({ kind, ...about })).map(({ channel }) => channel)).toEqual(channels);
  });

  test.each([
    ['to within twelve hours', 11, 30, ['email', 'sms']],
    ['from within twelve hours', 30, 11, ['email', 'sms']],
    ['further away', 30, 40, ['email']],
  ] as const)('when it moves %s is texted too', async (_title, to, from, channels) => {
    const { about, reservation } = await makeGame(to);
    const was = { courtId: reservation.courtId, startsAt: inHours(from) };
    const written = await write({ kind: 'reservation_moved', ...about, was });
    expect(written.map(({ channel }) => channel)).toEqual(channels);
  });

  test('is told by mail alone to who said STOP or left no number', async () => {
    const mute = await makeGame(5, null);
    expect(await write({ ...cancelled, ...mute.about })).toMatchObject([{ channel: 'email' }]);
    const stopped = await makeGame(5);
    await transaction((tx) => setOptOut(tx, job(), stopped.player.phone ?? '', true));
    expect(await write({ ...cancelled, ...stopped.about })).toMatchObject([{ channel: 'email' }]);
  });

  test('goes on the call list once neither mail nor text arrived, and not before', async () => {
    const { about, reservation } = await makeGame(5);
    const [mail, text] = await write({ ...cancelled, ...about });
    await addFault(sandbox(), 'twilio', { mode: 'status', status: 400, times: 1 });
    expect(await deliverNotice(job(), text?.id ?? '')).toBe('failed');
    expect(await noticesAbout(reservation)).toHaveLength(2);
    await addFault(sandbox(), 'resend', { mode: 'status', status: 422, times: 1 });
    expect(await deliverNotice(job(), mail?.id ?? '')).toBe('failed');
    expect((await noticesAbout(reservation)).map(({ channel }) => channel)).toEqual(['email', 'sms', 'call']);
  });

  test('is on the call list once when both fail at the same moment', async () => {
    const { about, reservation } = await makeGame(5);
    const written = await write({ ...cancelled, ...about });
    await addFault(sandbox(), 'twilio', { mode: 'status', status: 400, times: 1 });
    await addFault(sandbox(), 'resend', { mode: 'status', status: 422, times: 1 });
    await Promise.all(written.map(({ id }) => deliverNotice(job(), id)));
    const calls = (await noticesAbout(reservation)).filter(({ channel }) => channel === 'call');
    expect(calls).toHaveLength(1);
  });
});

describe('what is owed', () => {
  test('is asked for with the amount that is open by then and a link that pays it', async () => {
    const player = await makeUser();
    const reservation = await makeReservation({ userId: player.id });
    const due = await makeDue(reservation);
    await makeDue(reservation, { amountMinor: 1500, splitOf: due.id });
    await db().update(dues).set({ settledAt: new Date() }).where(eq(dues.id, due.id));
    const about = { kind: 'payment_due', reservationId: reservation.id, userId: player.id } as const;
    await write({ ...about, objectId: due.id });
    expect(await deliverAll(reservation)).toEqual(['sent']);
    const [mail] = await messagesTo(sandbox(), player.email);
    expect(mail?.subject).toMatch(/15,00\s€/);
    expect(mail?.html).toContain(`/es/pay/${signedToken('payment-link', due.id)}`);
  });

  test('goes out again by the way that staff choose, and not once it is settled', async () => {
    const player = await makeUser({ phone: '+34600700802' });
    const reservation = await makeReservation({ userId: player.id });
    const due = await makeDue(reservation);
    const about = { kind: 'payment_due', reservationId: reservation.id, userId: player.id } as const;
    expect(await write({ ...about, objectId: `${due.id}:2`, by: 'sms' })).toMatchObject([{ channel: 'sms' }]);
    const mute = await makeUser();
    expect(await write({ ...about, userId: mute.id, objectId: due.id, by: 'sms' })).toEqual([]);
    await db().update(dues).set({ settledAt: new Date() }).where(eq(dues.id, due.id));
    expect(await deliverAll(reservation)).toEqual(['suppressed']);
  });
});

test('who is in a game twice by one mailbox is told once', async () => {
  const host = await makeUser();
  const reservation = await makeReservation({ userId: host.id });
  await db()
    .insert(participants)
    .values({ reservationId: reservation.id, position: 0, name: 'Yo', email: host.email });
  await cancelReservation(personContext(host), { reservationId: reservation.id });
  const told = await db()
    .select()
    .from(notices)
    .where(and(eq(notices.reservationId, reservation.id), eq(notices.kind, 'reservation_cancelled')));
  expect(told).toMatchObject([{ recipient: host.email, userId: host.id }]);
});
