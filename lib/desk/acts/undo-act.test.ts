import { asc, eq } from 'drizzle-orm';
import { beforeEach, describe, expect, test } from 'vitest';
import { db } from '@/db';
import {
  acts,
  audit,
  dues,
  liveEvents,
  notices,
  payments,
  refunds,
  reservations,
  tillEntries,
} from '@/db/schema';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { systemContext } from '@/lib/core/context';
import { addDays, firstInstantOf, localDateOf, MINUTE_MS } from '@/lib/core/time';
import { bookAtDesk } from '@/lib/desk/bookings/book-at-desk';
import { changeDetails } from '@/lib/desk/bookings/change-details';
import { checkIn, undoCheckIn } from '@/lib/desk/bookings/check-in';
import { markNoShow, revive } from '@/lib/desk/bookings/no-show';
import type { BookAtDesk } from '@/lib/desk/bookings/read-wish';
import { type MoveBooking, moveBooking } from '@/lib/desk/moves/move-booking';
import { shiftCourt } from '@/lib/desk/moves/shift-court';
import { swapBookings } from '@/lib/desk/moves/swap-bookings';
import { completePlayed } from '@/lib/reservations/complete-played';
import { accountedOf } from '@/lib/ledger/read-figures';
import { idOf, staffOf } from '@/test/at-desk';
import {
  makeClub,
  makeCourt,
  makeDue,
  makePayment,
  makeReservation,
  makeTillEntry,
  makeTillShift,
  makeUser,
  personContext,
  type Reservation,
} from '@/test/factories';
import { refusalOf } from '@/test/refusal-of';
import { undoAct } from './undo-act';

const ZONE = 'Europe/Madrid';
const DATE = addDays(localDateOf(Date.now(), ZONE), 3);
const at = (hour: number) => new Date(firstInstantOf(DATE, hour * 60, ZONE));

/** A club with two courts: the first is booked at ten, the second at seventeen, both paid by card with 45 €. */
async function makeDesk() {
  const club = await makeClub({ undoSeconds: 60 });
  const court = await makeCourt({ clubId: club.id });
  const other = await makeCourt({ clubId: club.id });
  const book = async (courtId: number, hour: number) => {
    const listed = { clubId: club.id, courtId, startsAt: at(hour), listPriceMinor: 4500 };
    const booking = await makeReservation(listed);
    await makePayment(booking);
    return booking;
  };
  const [booking, second] = [await book(court.id, 10), await book(other.id, 17)];
  return { club, court, other, booking, second, desk: await staffOf(club.id) };
}
type Desk = Awaited<ReturnType<typeof makeDesk>>;

/** All of a club's reservations and what is owed for them, but for how often they were written. */
async function stateOf({ club }: Pick<Desk, 'club'>) {
  const rows = await db()
    .select()
    .from(reservations)
    .where(eq(reservations.clubId, club.id))
    .orderBy(asc(reservations.id));
  return Promise.all(
    rows.map(async ({ revision: _, updatedAt: __, ...row }) => {
      const owed = await db().select().from(dues).where(eq(dues.reservationId, row.id));
      const open = owed.filter(({ settledAt, waivedAt }) => settledAt === null && waivedAt === null);
      return { ...row, dues: open.map(({ amountMinor, cause }) => ({ amountMinor, cause })) };
    }),
  );
}

const reread = async ({ id }: Pick<Reservation, 'id'>) => {
  const [row] = await db().select().from(reservations).where(eq(reservations.id, id));
  if (!row) throw new Error('the booking is gone');
  return row;
};
const seen = async (booking: Pick<Reservation, 'id'>) => {
  const { id, revision } = await reread(booking);
  return { id, revision };
};

const change = ({ booking }: Desk, set: Partial<typeof reservations.$inferInsert>) =>
  db().update(reservations).set(set).where(eq(reservations.id, booking.id));
const begin = (desk: Desk) =>
  change(desk, {
    startsAt: new Date(Date.now() - 10 * MINUTE_MS),
    endsAt: new Date(Date.now() + 80 * MINUTE_MS),
  });
const move = ({ desk, booking }: Desk, wish: Partial<MoveBooking>) =>
  moveBooking(desk, {
    reservationId: booking.id,
    revision: booking.revision,
    date: DATE,
    startTime: '10:00',
    notify: true,
    ...wish,
  });
const cancel = ({ desk, booking }: Desk) => cancelReservation(desk, { reservationId: booking.id });

type Case = {
  before?: (desk: Desk) => Promise<unknown>;
  act: (desk: Desk) => Promise<{ act: { id: string } | null }>;
};

/** Each act of one booking, after what it needs. */
const ACTS: Record<string, Case> = {
  'a move to another court and hour': {
    act: (desk) => move(desk, { courtId: desk.other.id, startTime: '12:00' }),
  },
  'a longer game, for which 15 € are owed': {
    act: (desk) => move(desk, { durationMinutes: 120, price: 'list' }),
  },
  'a shorter game, of which 15 € go back to the card': {
    act: (desk) => move(desk, { durationMinutes: 60, price: 'list' }),
  },
  'a swap': {
    act: ({ desk, booking: a, second: b }) =>
      swapBookings(desk, {
        a: { id: a.id, revision: a.revision },
        b: { id: b.id, revision: b.revision },
        notify: true,
      }),
  },
  'a swap with a shorter game': {
    before: ({ second }) =>
      db()
        .update(reservations)
        .set({ endsAt: new Date(second.startsAt.getTime() + 60 * MINUTE_MS) })
        .where(eq(reservations.id, second.id)),
    act: async ({ desk, booking, second }) =>
      swapBookings(desk, { a: await seen(booking), b: await seen(second), notify: true }),
  },
  'a shift of an evening': {
    before: async ({ club, court }) => {
      const listed = { clubId: club.id, courtId: court.id, listPriceMinor: 4500 };
      await makePayment(await makeReservation({ ...listed, startsAt: at(11.5) }));
    },
    act: ({ desk, court }) =>
      shiftCourt(desk, { courtId: court.id, date: DATE, from: '09:00', minutes: 30, notify: true }),
  },
  'a note, a title and a lock': {
    act: async ({ desk, booking }) => {
      const { id: reservationId, revision } = booking;
      const details = { title: 'Liga', note: 'Trae bolas', locked: true };
      return changeDetails(desk, { reservationId, revision, ...details });
    },
  },
  'a check-in': {
    before: begin,
    act: async ({ desk, booking }) => checkIn(desk, await seen(booking)),
  },
  'a check-in that was taken back': {
    before: async (desk) => {
      await begin(desk);
      await checkIn(desk.desk, await seen(desk.booking));
    },
    act: async ({ desk, booking }) => undoCheckIn(desk, await seen(booking)),
  },
  'a no-show': {
    before: begin,
    act: async ({ desk, booking }) => markNoShow(desk, await seen(booking)),
  },
  'a no-show that was taken back': {
    before: async (desk) => {
      await begin(desk);
      await markNoShow(desk.desk, await seen(desk.booking));
    },
    act: async ({ desk, booking }) => revive(desk, await seen(booking)),
  },
  'a cancellation with all of the money': { act: cancel },
  'a cancellation of which the club keeps half': {
    before: (desk) => change(desk, { refundPolicy: { freeHours: 200, laterPercent: 50, nothingHours: 2 } }),
    act: cancel,
  },
  'a cancellation after 30 € at the desk, with 15 € owed': {
    before: async (desk) => {
      await change(desk, { priceMinor: 9000, priceReason: 'with a lesson' });
      await makeTillEntry(desk.booking, { amountMinor: 3000, takenBy: idOf(desk.desk) });
      await makeDue(desk.booking, { amountMinor: 1500 });
    },
    act: cancel,
  },
};

async function doAct(title: string) {
  const desk = await makeDesk();
  const done = ACTS[title];
  await done?.before?.(desk);
  const was = await stateOf(desk);
  const messages = await messagesTo(desk.booking.userId);
  const { act } = (await done?.act(desk)) ?? { act: null };
  if (!act) throw new Error(`${title} can be taken back`);
  return { ...desk, was, messages, actId: act.id };
}
type Done = Awaited<ReturnType<typeof doAct>>;

const messagesTo = (userId: string | null) => db().$count(liveEvents, eq(liveEvents.userId, userId ?? ''));

describe.each(Object.keys(ACTS))('%s', (title) => {
  let done: Done;
  beforeEach(async () => {
    done = await doAct(title);
  });

  test('is as if it had never been once it is undone within its time, and nobody hears of it', async () => {
    const { desk, actId, was, booking, messages } = done;
    const { items } = await undoAct(desk, actId);
    expect(items.map(({ id }) => id)).toContain(booking.id);
    expect(await stateOf(done)).toEqual(was);
    expect(await db().transaction((tx) => accountedOf(tx, booking.id))).toBe(
      (await reread(booking)).priceMinor,
    );
    const told = await db().select().from(notices).where(eq(notices.actId, actId));
    expect(told.filter(({ status }) => status !== 'suppressed')).toEqual([]);
    const back = await db().select().from(refunds).where(eq(refunds.actId, actId));
    expect(back.filter(({ status }) => status !== 'recalled')).toEqual([]);
    expect(await messagesTo(booking.userId)).toBe(messages);
    const [act] = await db().select().from(acts).where(eq(acts.id, actId));
    expect(act).toMatchObject({ undoneAt: expect.any(Date), undoneBy: idOf(desk) });
    const history = await db()
      .select()
      .from(audit)
      .where(eq(audit.entityId, booking.id))
      .orderBy(asc(audit.id));
    expect(history.at(-1)).toMatchObject({ actor: `staff:${idOf(desk)}`, detail: { undo_of: actId } });
  });

  test('stays once its time is over', async () => {
    const { desk, actId } = done;
    const now = await stateOf(done);
    await db()
      .update(acts)
      .set({ undoUntil: new Date(Date.now() - 1) })
      .where(eq(acts.id, actId));
    const late = { code: 'conflict', details: { reason: 'too_late' } };
    expect(await refusalOf(undoAct(desk, actId))).toMatchObject(late);
    expect(await stateOf(done)).toEqual(now);
  });

  test('is undone by a manager, but by no colleague, no other club and no player', async () => {
    const { actId, club, was } = done;
    const foreign = await staffOf((await makeClub()).id, 'owner');
    const player = personContext(await makeUser());
    expect((await refusalOf(undoAct(await staffOf(club.id), actId))).code).toBe('forbidden');
    expect((await refusalOf(undoAct(foreign, actId))).code).toBe('not_found');
    expect((await refusalOf(undoAct(player, actId))).code).toBe('not_found');
    await undoAct(await staffOf(club.id, 'manager'), actId);
    expect(await stateOf(done)).toEqual(was);
  });

  test('is undone once, also when two desks do it at the same moment', async () => {
    const { desk, actId, club, was } = done;
    const manager = await staffOf(club.id, 'manager');
    const tries = await Promise.allSettled([undoAct(desk, actId), undoAct(manager, actId)]);
    expect(tries.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect((await refusalOf(undoAct(desk, actId))).code).toBe('conflict');
    expect(await stateOf(done)).toEqual(was);
  });

  test('stays when its booking was changed since, which is shown', async () => {
    const { desk, actId, booking } = done;
    await db().update(reservations).set({ note: 'seen to' }).where(eq(reservations.id, booking.id));
    const now = await stateOf(done);
    const changed = { code: 'conflict', details: { current: { id: booking.id, note: 'seen to' } } };
    expect(await refusalOf(undoAct(desk, actId))).toMatchObject(changed);
    expect(await stateOf(done)).toEqual(now);
  });

  test('stays in a preview of its undo', async () => {
    const { desk, actId } = done;
    const now = await stateOf(done);
    await undoAct({ ...desk, preview: true }, actId);
    expect(await stateOf(done)).toEqual(now);
  });
});

test.each([
  ['a move to another court and hour', 'last'],
  ['a shorter game, of which 15 € go back to the card', 'last'],
  ['a swap with a shorter game', 'last'],
  ['a shift of an evening', 'first'],
  ['a cancellation with all of the money', 'last'],
  ['a no-show', 'last'],
] as const)(
  '%s stays when somebody has its %s half hour by now, and other places are offered',
  async (title, half) => {
    const done = await doAct(title);
    const { club, court, booking, desk, actId, was } = done;
    const before = was.find(({ id }) => id === booking.id);
    if (!before) throw new Error('the booking was there before');
    // The half hour that the act leaves free.
    const { startsAt: began, endsAt } = before;
    const startsAt = half === 'first' ? began : new Date(endsAt.getTime() - 30 * MINUTE_MS);
    await makeReservation({ clubId: club.id, courtId: court.id, startsAt, durationMinutes: 30 });
    const now = await stateOf(done);
    const taken = { code: 'slot_taken', details: { alternatives: expect.any(Array) } };
    expect(await refusalOf(undoAct(desk, actId))).toMatchObject(taken);
    expect(await stateOf(done)).toEqual(now);
    const told = await db().select().from(notices).where(eq(notices.actId, actId));
    expect(told.filter(({ status }) => status !== 'pending')).toEqual([]);
  },
);

test('a repeat of the request that undid an act is answered with the first, and any other refused', async () => {
  const { desk, actId, booking } = await doAct('a cancellation with all of the money');
  const keyed = { ...desk, requestKey: 'one' };
  const first = await undoAct(keyed, actId);
  expect(await undoAct(keyed, actId)).toEqual(first);
  expect((await refusalOf(undoAct({ ...desk, requestKey: 'two' }, actId))).code).toBe('conflict');
  expect((await refusalOf(undoAct(desk, actId))).code).toBe('conflict');
  expect((await reread(booking)).status).toBe('confirmed');
});

test('an act of which somebody is being told at this moment stays whole', async () => {
  const done = await doAct('a cancellation with all of the money');
  const { desk, actId } = done;
  await db().update(notices).set({ status: 'sending' }).where(eq(notices.actId, actId));
  const now = await stateOf(done);
  expect(await refusalOf(undoAct(desk, actId))).toMatchObject({ details: { reason: 'too_late' } });
  expect(await stateOf(done)).toEqual(now);
  const [refund] = await db().select().from(refunds).where(eq(refunds.actId, actId));
  expect(refund?.status).toBe('requested');
});

test('what is due at the game is due at it again once the move is undone', async () => {
  const desk = await makeDesk();
  const due = await makeDue(desk.booking, { dueBy: at(10) });
  const readDue = async () => (await db().select().from(dues).where(eq(dues.id, due.id)))[0]?.dueBy;
  const place = { date: DATE, startTime: '12:00', price: 'keep' as const, notify: true };
  const { act } = await moveBooking(desk.desk, { reservationId: desk.booking.id, revision: 0, ...place });
  expect(await readDue()).toEqual(at(12));
  await undoAct(desk.desk, act.id);
  expect(await readDue()).toEqual(at(10));
});

test('a note on a game that was completed since is taken back, and the game stays completed', async () => {
  const { club, court, desk } = await makeDesk();
  const startsAt = new Date(Date.now() - 120 * MINUTE_MS);
  const { id, revision } = await makeReservation({ clubId: club.id, courtId: court.id, startsAt });
  const { act } = await changeDetails(desk, { reservationId: id, revision, note: 'Trae bolas' });
  await completePlayed(systemContext('test'));
  await undoAct(desk, act.id);
  expect(await reread({ id })).toMatchObject({ status: 'completed', note: null });
});

test('a hold of the place that ran out does not stand in the way', async () => {
  const { club, court, desk, actId, booking } = await doAct('a cancellation with all of the money');
  const place = { clubId: club.id, courtId: court.id, startsAt: booking.startsAt };
  const lapsed = new Date(Date.now() - MINUTE_MS);
  await makeReservation({ ...place, status: 'pending', holdExpiresAt: lapsed });
  await undoAct(desk, actId);
  expect((await reread(booking)).status).toBe('confirmed');
});

test('a payment that is open online over what an act made owed is closed with its undo', async () => {
  const { desk, actId, booking } = await doAct('a longer game, for which 15 € are owed');
  const { id } = await makePayment(booking, { status: 'pending', amountMinor: 1500 });
  await undoAct(desk, actId);
  const [open] = await db().select().from(payments).where(eq(payments.id, id));
  expect(open?.cancelRequestedAt).toBeInstanceOf(Date);
});

test('what was paid at the desk for a longer game is owed by the club once the game is short again', async () => {
  const { desk, actId, booking } = await doAct('a longer game, for which 15 € are owed');
  await makeTillEntry(booking, { amountMinor: 1500, takenBy: idOf(desk) });
  await db().update(dues).set({ settledAt: new Date() }).where(eq(dues.reservationId, booking.id));
  await undoAct(desk, actId);
  const owed = await db().select().from(dues).where(eq(dues.reservationId, booking.id));
  expect(owed.filter(({ settledAt }) => settledAt === null)).toMatchObject([
    { amountMinor: -1500, cause: 'correction' },
  ]);
});

test('a due that an act opened ends with its undo as any due does, and the history says so', async () => {
  const { desk, actId, booking } = await doAct('a longer game, for which 15 € are owed');
  const [opened] = await db().select().from(dues).where(eq(dues.reservationId, booking.id));
  await undoAct(desk, actId);
  const rows = await db()
    .select()
    .from(audit)
    .where(eq(audit.entityId, opened?.id ?? ''))
    .orderBy(asc(audit.id));
  expect(rows.at(-1)).toMatchObject({
    fromState: 'open',
    toState: 'settled',
    detail: { undo_of: actId, reservation_id: booking.id, paid_minor: 0 },
  });
});

test('what the desk paid back for a cancellation is owed again once the booking stands', async () => {
  const done = await doAct('a cancellation after 30 € at the desk, with 15 € owed');
  const { desk, actId, booking } = done;
  await makeTillEntry(booking, { amountMinor: -3000, kind: 'payout', takenBy: idOf(desk) });
  await db().update(dues).set({ settledAt: new Date() }).where(eq(dues.amountMinor, -3000));
  await undoAct(desk, actId);
  const owed = (await stateOf(done)).find(({ id }) => id === booking.id)?.dues;
  expect(owed?.toSorted((a, b) => a.amountMinor - b.amountMinor)).toEqual([
    { amountMinor: 1500, cause: 'desk' },
    { amountMinor: 3000, cause: 'correction' },
  ]);
});

test('staff take back the cancellation of a game of their own like any other, and a player does not', async () => {
  const own = await makeDesk();
  await change(own, { userId: idOf(own.desk) });
  const { act } = await cancel(own);
  expect((await reread(own.booking)).status).toBe('cancelled');
  await undoAct(own.desk, act?.id ?? '');
  expect((await reread(own.booking)).status).toBe('confirmed');

  const player = await makeUser();
  const theirs = await makeDesk();
  await change(theirs, { userId: player.id });
  const cancelled = await cancelReservation(personContext(player), { reservationId: theirs.booking.id });
  expect(cancelled.act).toBeNull();
});

test('one that was cancelled again after an undo is told to its player', async () => {
  const { desk, actId, booking } = await doAct('a cancellation with all of the money');
  await undoAct(desk, actId);
  const { act } = await cancelReservation(desk, { reservationId: booking.id });
  const [notice] = await db()
    .select()
    .from(notices)
    .where(eq(notices.actId, act?.id ?? ''));
  expect(notice).toMatchObject({ kind: 'reservation_cancelled', status: 'pending' });
});

describe('a booking of two courts at the desk', () => {
  async function book(settle: BookAtDesk['settle']) {
    const desk = await makeDesk();
    const { club, court, other } = desk;
    await makeTillShift(club.id, idOf(desk.desk));
    const { act, items } = await bookAtDesk(desk.desk, String(club.id), {
      courtIds: [court.id, other.id],
      date: DATE,
      startTime: '20:00',
      durationMinutes: 90,
      kind: 'booking',
      customer: { name: 'Ana Ruiz' },
      notify: true,
      settle,
    });
    return { ...desk, actId: act.id, ids: items.map(({ id }) => id) };
  }

  test('ends on both, owes nothing, and leaves the places free', async () => {
    const done = await book('due');
    await undoAct(done.desk, done.actId);
    for (const { id, status, dues } of await stateOf(done))
      if (done.ids.includes(id)) expect({ status, dues }).toEqual({ status: 'cancelled', dues: [] });
    const told = await db().select().from(notices).where(eq(notices.actId, done.actId));
    expect(told.filter(({ status }) => status !== 'suppressed')).toEqual([]);
  });

  test('gives the cash back to the till that took it', async () => {
    const done = await book({ method: 'cash' });
    await undoAct(done.desk, done.actId);
    const entries = await db().select().from(tillEntries).where(eq(tillEntries.clubId, done.club.id));
    expect(entries.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(0);
    expect(entries.filter(({ reverses }) => reverses !== null)).toHaveLength(2);
    const [one] = done.ids;
    expect((await stateOf(done)).find(({ id }) => id === one)).toMatchObject({
      status: 'cancelled',
      dues: [],
    });
  });

  test('stays once its time is over, and when one of its courts was changed since', async () => {
    const done = await book('due');
    const [one] = done.ids;
    await db()
      .update(reservations)
      .set({ note: 'x' })
      .where(eq(reservations.id, one ?? ''));
    expect(await refusalOf(undoAct(done.desk, done.actId))).toMatchObject({ code: 'conflict' });
    await db().update(acts).set({ undoUntil: new Date() }).where(eq(acts.id, done.actId));
    expect(await refusalOf(undoAct(done.desk, done.actId))).toMatchObject({
      details: { reason: 'too_late' },
    });
    for (const { id, status } of await stateOf(done))
      if (done.ids.includes(id)) expect(status).toBe('confirmed');
  });

  test('is undone by its own desk or a manager alone, and once', async () => {
    const done = await book('due');
    expect((await refusalOf(undoAct(await staffOf(done.club.id), done.actId))).code).toBe('forbidden');
    await undoAct(await staffOf(done.club.id, 'manager'), done.actId);
    expect((await refusalOf(undoAct(done.desk, done.actId))).code).toBe('conflict');
  });
});
