import { and, asc, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { liveEvents, notices, type NoticeKind } from '@/db/schema';
import { systemContext } from '@/lib/core/context';
import { addDays, localDateOf, weekdayOf } from '@/lib/core/time';
import { finishAct } from '@/lib/desk/acts/finish-act';
import { undoAct } from '@/lib/desk/acts/undo-act';
import { deliverNotice } from '@/lib/notices/deliver-notice';
import { getReservation } from '@/lib/reservations/reservation-details';
import { makeClub, makeCourt, makeCustomer, makeStaff, makeUser, personContext } from '@/test/factories';
import { messagesTo } from '@/test/inbox';
import { useSandbox } from '@/test/sandbox';
import { changeSeries } from './change-series';
import { createSeries } from './create-series';
import { endSeries } from './end-series';
import { createSeriesSchema } from './read-series-wish';
import { seriesChangesSchema } from './series-changes';

const sandbox = useSandbox({ providers: ['resend', 'twilio'] });
const FIRST = addDays(localDateOf(Date.now(), 'Europe/Madrid'), 7);

/** A club without time to undo, its manager, and a customer whose series has a date on each of four days. */
async function makeTold(who: Parameters<typeof makeCustomer>[1] = {}, undoSeconds = 0) {
  const club = await makeClub({ undoSeconds });
  const manager = await makeUser();
  await makeStaff(manager.id, club.id, 'manager');
  const ctx = personContext(manager, { staff: [{ clubId: club.id, role: 'manager' }] });
  const court = await makeCourt({ clubId: club.id });
  const email = `lola-${crypto.randomUUID()}@pista.test`;
  const customer = await makeCustomer(club.id, { email, ...who });
  const create = (wish: { notify?: boolean; until?: string; kind?: 'block'; weekdays?: number[] } = {}) =>
    createSeries(
      ctx,
      club.slug,
      createSeriesSchema.parse({
        courtId: court.id,
        kind: 'booking',
        weekdays: [1, 2, 3, 4, 5, 6, 7],
        startTime: '18:00',
        durationMinutes: 90,
        from: FIRST,
        until: addDays(FIRST, 3),
        ...(wish.kind === undefined && { customerId: customer.id }),
        ...wish,
      }),
    );
  const written = (kind?: NoticeKind) =>
    db()
      .select()
      .from(notices)
      .where(and(eq(notices.clubId, club.id), kind && eq(notices.kind, kind)))
      .orderBy(asc(notices.createdAt));
  const deliver = async () => {
    const states = [];
    for (const { id } of (await written()).filter(({ status }) => status === 'pending'))
      states.push(await deliverNotice(systemContext('test'), id));
    return states;
  };
  const mails = () => messagesTo(sandbox(), email);
  return { club, ctx, court, customer, create, written, deliver, mails };
}

const made = ({ written }: Awaited<ReturnType<typeof createSeries>>) => {
  if (!written) throw new Error('nothing was written');
  return written;
};

test('a new series is told in one mail with all its dates, and each is a booking of its own', async () => {
  const { ctx, create, written, deliver, mails } = await makeTold();
  const { bookingIds } = made(await create());
  expect(await written()).toMatchObject([
    { kind: 'series_booked', channel: 'email', detail: { reservationIds: bookingIds } },
  ]);
  expect(await deliver()).toEqual(['sent']);
  const [mail, ...others] = await mails();
  expect(others).toEqual([]);
  expect(mail?.subject).toContain('Reserva hecha: 4 fechas');
  expect(mail?.text?.match(/18:00–19:30/g)).toHaveLength(4);
  expect(mail?.text).toContain('180,00');
  // The page of each date shows the message.
  for (const id of bookingIds)
    expect(await getReservation(ctx, id)).toMatchObject({ notices: [{ kind: 'series_booked' }] });
});

test('who has no mailbox reads it as a text message', async () => {
  const { create, written } = await makeTold({ email: null, phone: '+34600111222' });
  await create();
  expect(await written()).toMatchObject([{ kind: 'series_booked', channel: 'sms' }]);
});

test('it waits for the end of the act, and who takes it back tells nobody', async () => {
  const { ctx, create, written } = await makeTold({}, 10);
  const { act } = made(await create());
  expect(await written()).toMatchObject([{ status: 'pending', actId: act.id, nextAttemptAt: act.undoUntil }]);
  await undoAct(ctx, act.id);
  expect(await written()).toMatchObject([{ status: 'suppressed' }]);
});

test('an account hears of it once on its open pages', async () => {
  const player = await makeUser();
  const { create, written } = await makeTold({ userId: player.id, email: null });
  const { act, seriesId } = made(await create());
  await finishAct(act.id);
  expect(await written()).toMatchObject([{ userId: player.id }]);
  expect(await db().select().from(liveEvents).where(eq(liveEvents.userId, player.id))).toMatchObject([
    { type: 'reservation.confirmed', data: { series_id: seriesId, count: 4 } },
  ]);
});

test('nobody is told of a block, nor by who says so, and a single date is an ordinary booking', async () => {
  const silent = await makeTold();
  await silent.create({ notify: false });
  expect(await silent.written()).toEqual([]);
  const block = await makeTold();
  await block.create({ kind: 'block' });
  expect(await block.written()).toEqual([]);
  const single = await makeTold();
  await single.create({ until: FIRST });
  expect(await single.written()).toMatchObject([{ kind: 'reservation_confirmation' }]);
});

test('its move and its end are told in one mail each, a single date by its own', async () => {
  const { ctx, create, deliver, mails } = await makeTold();
  const { seriesId } = made(await create());
  await deliver();
  const changes = seriesChangesSchema.parse({ startTime: '20:00' });
  await changeSeries(ctx, { seriesId, revision: 0, scope: 'following', date: addDays(FIRST, 1) }, changes);
  expect(await deliver()).toEqual(['sent']);
  await endSeries(ctx, { seriesId, revision: 1, scope: 'this', date: FIRST });
  expect(await deliver()).toEqual(['sent']);
  await endSeries(ctx, { seriesId, revision: 2, scope: 'all' });
  expect(await deliver()).toEqual(['sent']);
  expect((await mails()).map(({ subject }) => subject.split(' en ')[0]).reverse()).toEqual([
    'Reserva hecha: 4 fechas',
    'Tus partidos han cambiado: 3 fechas',
    expect.stringContaining('Reserva cancelada: '),
    'Reservas canceladas: 3 fechas',
  ]);
});

test('days that are new to a series and days that it loses are told in one mail each', async () => {
  const { ctx, create, deliver, mails } = await makeTold();
  const monday = addDays(FIRST, (8 - weekdayOf(FIRST)) % 7);
  const { seriesId } = made(await create({ weekdays: [1, 2], until: addDays(monday, 13) }));
  await deliver();
  const change = (revision: number, days: readonly number[]) =>
    changeSeries(ctx, { seriesId, revision, scope: 'all' }, seriesChangesSchema.parse({ weekdays: days }));
  await change(0, [1, 2, 3]);
  expect(await deliver()).toEqual(['sent']);
  await change(1, [1]);
  expect(await deliver()).toEqual(['sent']);
  expect((await mails()).map(({ subject }) => subject.split(' en ')[0]).reverse()).toEqual([
    'Reserva hecha: 4 fechas',
    'Reserva hecha: 2 fechas',
    'Reservas canceladas: 4 fechas',
  ]);
});

test('new days that a series loses before anybody heard of them say nothing', async () => {
  const { ctx, create, deliver, mails } = await makeTold();
  const monday = addDays(FIRST, (8 - weekdayOf(FIRST)) % 7);
  const { seriesId } = made(await create({ weekdays: [1, 2], until: addDays(monday, 13) }));
  await deliver();
  for (const [revision, weekdays] of [
    [1, 2, 3],
    [1, 2],
  ].entries())
    await changeSeries(ctx, { seriesId, revision, scope: 'all' }, seriesChangesSchema.parse({ weekdays }));
  expect(await deliver()).toEqual(['suppressed', 'suppressed']);
  expect(await mails()).toHaveLength(1);
});

test('a series that ends before anybody heard of it says nothing', async () => {
  const { ctx, create, written, deliver } = await makeTold();
  const { seriesId } = made(await create());
  await endSeries(ctx, { seriesId, revision: 0, scope: 'all' });
  expect(await deliver()).toEqual(['suppressed', 'suppressed']);
  expect((await written()).map(({ kind, lastError }) => [kind, lastError])).toEqual([
    ['series_booked', null],
    ['series_cancelled', 'never_told'],
  ]);
});

test('the end of one date does not overtake the message about its series', async () => {
  const { ctx, create, written, mails } = await makeTold();
  const { seriesId } = made(await create());
  await endSeries(ctx, { seriesId, revision: 0, scope: 'this', date: addDays(FIRST, 2) });
  const [cancelled] = await written('reservation_cancelled');
  await deliverNotice(systemContext('test'), cancelled?.id ?? '');
  expect((await mails()).map(({ subject }) => subject.split(':')[0]).reverse()).toEqual([
    'Reserva hecha',
    'Reserva cancelada',
  ]);
});
