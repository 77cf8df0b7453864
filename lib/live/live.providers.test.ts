import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { eq } from 'drizzle-orm';
import { afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { db, sql, transaction } from '@/db';
import {
  apiTokens,
  dues,
  liveEvents,
  notices,
  openingHours,
  refunds,
  reservations,
  socketTickets,
  staffRoles,
  users,
} from '@/db/schema';
import { identify } from '@/lib/auth/identify';
import { SESSION_SECONDS } from '@/lib/auth/session-token';
import type { StaffRole } from '@/lib/core/context';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import { addDays, firstInstantOf, localDateOf } from '@/lib/core/time';
import { tell } from '@/lib/notices/notify';
import { addPlayer, removePlayer } from '@/lib/reservations/change-players';
import {
  anonymousContext,
  makeDue,
  makePayment,
  makeReservation,
  makeStaff,
  makeTillEntry,
  makeUser,
  personContext,
  type User,
} from '@/test/factories';
import { browserHeaders, keyHeaders } from '@/test/requests';
import { useSandbox } from '@/test/sandbox';
import { countWaiting } from '@/test/waiting';
import { createTicket } from './create-ticket';
import { LIVE_PATH, type Live, startLive } from './live';

useSandbox({ providers: ['redis'] });

/** Three servers of sockets: one that checks credentials often, a usual one, one that pings. */
const sites: { live: Live; url: string }[] = [];
const PINGING = 2;
beforeAll(async () => {
  const often = { pingMs: 30_000, renewMs: 100 };
  // A client that is busy longer than the time between two pings is cut, and this process is its client too.
  for (const timing of [often, undefined, { pingMs: 1_000, renewMs: 4_000 }]) {
    const live = await startLive(timing);
    const server = createServer().on('upgrade', live.upgrade).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    sites.push({ live, url: `ws://127.0.0.1:${port}${LIVE_PATH}` });
  }
  return async () => {
    await Promise.all(sites.map(({ live }) => live.close()));
  };
});

const messageSchema = z.object({
  type: z.string(),
  id: z.number().nullable(),
  created_at: z.iso.datetime(),
  data: z.record(z.string(), z.unknown()),
});
type Message = z.output<typeof messageSchema>;

type Wish = { headers?: Record<string, string>; query?: Record<string, string | number>; site?: number };

/** A client that stores what it receives. */
function connect({ headers = {}, query = {}, site = 0 }: Wish) {
  const search = new URLSearchParams(Object.entries(query).map(([key, value]) => [key, String(value)]));
  const socket = new WebSocket(`${sites[site]?.url}?${search}`, { headers });
  const heard: Message[] = [];
  socket.on('message', (data) => heard.push(messageSchema.parse(JSON.parse(data.toString()))));
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
  });
  const opened = new Promise<number>((resolve) => {
    socket.on('open', () => resolve(101));
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.on('error', () => {});
  });
  onTestFinished(() => socket.terminate());
  return { socket, heard, closed, opened };
}

async function open(wish: Wish) {
  const client = connect(wish);
  expect(await client.opened).toBe(101);
  return client;
}

const say = (user: User, type: string) => transaction((tx) => tell(tx, user.id, type, { about: type }));
const typesOf = (heard: Message[]) => heard.map(({ type }) => type);

/** Waits until a client has received all earlier notifications, which come in the order of their commits. */
async function catchUp(user: User, heard: Message[]) {
  await say(user, 'caught up');
  await expect.poll(() => typesOf(heard)).toContain('caught up');
  heard.length = 0;
}

async function getTicket(headers: Record<string, string>): Promise<string> {
  const actor = await identify(new Headers(headers), new Date());
  const { token, expiresInSeconds } = await createTicket({ ...anonymousContext(), actor });
  expect(expiresInSeconds).toBe(60);
  return token;
}

afterEach(async () => {
  await db().delete(socketTickets);
});

describe('opening a socket', () => {
  test('a ticket opens one socket and is then used up', async () => {
    const token = await getTicket(await browserHeaders(await makeUser()));
    await open({ query: { token } });
    expect(await connect({ query: { token } }).opened).toBe(401);
  });

  test('of two sockets that use one ticket at once, one opens', async () => {
    const token = await getTicket(await keyHeaders(await makeUser()));
    const statuses = await Promise.all([0, 1].map((site) => connect({ query: { token }, site }).opened));
    expect(statuses.toSorted()).toEqual([101, 401]);
  });

  test('a ticket is kept as a hash and dies after a minute, or with the key it was asked with', async () => {
    const user = await makeUser();
    const headers = await keyHeaders(user);
    const old = await getTicket(headers);
    const [row] = await db().select().from(socketTickets);
    expect(row?.tokenHash).not.toBe(old);
    expect((row?.expiresAt.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(60_000);
    await db()
      .update(socketTickets)
      .set({ expiresAt: new Date(Date.now() - 1) });
    expect(await connect({ query: { token: old } }).opened).toBe(401);

    const token = await getTicket(headers);
    await db().update(apiTokens).set({ revokedAt: new Date() }).where(eq(apiTokens.userId, user.id));
    expect(await connect({ query: { token } }).opened).toBe(401);
  });

  test('a key that was revoked a moment ago opens none, although the cache may still believe it', async () => {
    const user = await makeUser();
    const headers = await keyHeaders(user);
    await open({ headers });
    await db().update(apiTokens).set({ revokedAt: new Date() }).where(eq(apiTokens.userId, user.id));
    expect(await connect({ headers }).opened).toBe(401);
  });

  test('a session opens one from our own page only', async () => {
    const { cookie = '', origin = '' } = await browserHeaders(await makeUser());
    await open({ headers: { cookie, origin } });
    for (const foreign of ['https://evil.test', 'null', 'http://localhost:3000.evil.test']) {
      expect(await connect({ headers: { cookie, origin: foreign } }).opened, foreign).toBe(403);
    }
    expect(await connect({ headers: { cookie } }).opened).toBe(403);
  });

  test('without anything valid it stays shut', async () => {
    const { authorization } = await keyHeaders(await makeUser());
    const key = authorization.slice('Token '.length);
    expect(await connect({}).opened).toBe(401);
    expect(await connect({ query: { token: key } }).opened).toBe(401);
    expect(await connect({ headers: { authorization: 'Token nonsense' } }).opened).toBe(401);
    expect(await connect({ headers: { authorization }, query: { after: 'now' } }).opened).toBe(400);
  });

  test('a sixth of one person is refused, in whichever process; a seat that is given back can be taken', async () => {
    const headers = await keyHeaders(await makeUser());
    const five = await Promise.all([0, 1, 0, 1, 0].map((site) => open({ headers, site })));
    expect(await connect({ headers, site: 1 }).opened).toBe(429);
    five[0]?.socket.close();
    await five[0]?.closed;
    await expect.poll(() => connect({ headers }).opened).toBe(101);
  });

  test('what is refused is told as anywhere in the API, with when to try again', async () => {
    const headers = await keyHeaders(await makeUser());
    await Promise.all([0, 1, 0, 1, 0].map((site) => open({ headers, site })));
    const { socket } = connect({ headers: { ...headers, 'x-request-id': 'from-a-test' } });
    const [, response] = await once(socket, 'unexpected-response');
    expect(response.headers).toMatchObject({ 'retry-after': '20', 'x-request-id': 'from-a-test' });
    expect(await json(response)).toEqual({
      error: 'rate_limited',
      message: expect.stringContaining('close one first'),
      request_id: 'from-a-test',
    });
  });
});

describe('messages', () => {
  test('reach the person’s sockets in every process, and nobody else’s', async () => {
    const [user, other] = await Promise.all([makeUser(), makeUser()]);
    const mine = await Promise.all(
      [0, 1].map(async (site) => open({ headers: await keyHeaders(user), site })),
    );
    const theirs = await open({ headers: await keyHeaders(other) });
    await say(user, 'reservation.confirmed');
    for (const { heard } of mine) {
      await expect
        .poll(() => heard)
        .toMatchObject([
          { type: 'reservation.confirmed', id: expect.any(Number), data: { about: 'reservation.confirmed' } },
        ]);
    }
    await say(other, 'after');
    await expect.poll(() => typesOf(theirs.heard)).toEqual(['after']);
  });

  test('that were missed come first when a socket says where it stopped, each once and in order', async () => {
    const user = await makeUser();
    const headers = await keyHeaders(user);
    const before = await open({ headers });
    await say(user, 'first');
    await expect.poll(() => before.heard).toHaveLength(1);
    const after = before.heard[0]?.id ?? 0;
    before.socket.terminate();

    const missed = Array.from({ length: 250 }, (_, index) => `missed ${index}`);
    await transaction(async (tx) => {
      for (const type of missed) await tell(tx, user.id, type, {});
    });
    const [again] = await Promise.all([open({ headers, query: { after }, site: 1 }), say(user, 'meanwhile')]);
    await say(user, 'last');
    await expect.poll(() => typesOf(again.heard)).toEqual([...missed, 'meanwhile', 'last']);
  });

  test('a socket that names no message begins with the next one', async () => {
    const user = await makeUser();
    await say(user, 'old');
    const client = await open({ headers: await keyHeaders(user) });
    await say(user, 'new');
    await expect.poll(() => typesOf(client.heard)).toEqual(['new']);
  });

  test('written while the line to the database was cut come once it is back', async () => {
    const user = await makeUser();
    const client = await open({ headers: await keyHeaders(user) });
    const [cut] = await sql()<{ cut: number }[]>`
      with listeners as (
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and query ilike 'listen%'
      ) select count(*)::int as cut from listeners`;
    expect(cut?.cut).toBe(1);
    await say(user, 'while nobody listened');
    await expect.poll(() => typesOf(client.heard)).toEqual(['while nobody listened']);
    await say(user, 'after');
    await expect.poll(() => typesOf(client.heard)).toEqual(['while nobody listened', 'after']);
  });

  test('appear in the order of their ids: a later one waits for an earlier that is not committed', async () => {
    const user = await makeUser();
    const read = () =>
      db()
        .select({ type: liveEvents.type })
        .from(liveEvents)
        .where(eq(liveEvents.userId, user.id))
        .orderBy(liveEvents.id);
    let quick = Promise.resolve();
    await transaction(async (tx) => {
      await tell(tx, user.id, 'slow', {});
      quick = say(user, 'quick');
      await expect.poll(countWaiting).toBe(1);
      expect(await read()).toEqual([]);
    });
    await quick;
    expect(await read()).toEqual([{ type: 'slow' }, { type: 'quick' }]);
  });
});

describe('watching a day of a club', () => {
  const subscribe = (clubId: number, date: string) =>
    JSON.stringify({ type: 'subscribe', club_id: clubId, date });

  async function watch() {
    const user = await makeUser();
    const reservation = await makeReservation();
    const date = localDateOf(reservation.startsAt.getTime(), 'Europe/Madrid');
    const client = await open({ headers: await keyHeaders(user) });
    await catchUp(user, client.heard);
    client.socket.send(subscribe(reservation.clubId, date));
    await expect
      .poll(() => client.heard)
      .toMatchObject([{ type: 'subscribed', id: null, data: { club_id: reservation.clubId, date } }]);
    client.heard.length = 0;
    return { ...client, user, reservation };
  }

  test('tells of each slot that changes hands, without a word of who plays', async () => {
    const { heard, reservation } = await watch();
    await db().update(reservations).set({ status: 'cancelled' }).where(eq(reservations.id, reservation.id));
    await expect.poll(() => heard).toHaveLength(1);
    expect(heard[0]).toMatchObject({ type: 'slot.changed', id: null });
    const { starts_at, ends_at, ...data } = z
      .strictObject({
        club_id: z.int(),
        court_id: z.int(),
        starts_at: z.iso.datetime({ offset: true }),
        ends_at: z.iso.datetime({ offset: true }),
        free: z.boolean(),
      })
      .parse(heard[0]?.data);
    expect(data).toEqual({ club_id: reservation.clubId, court_id: reservation.courtId, free: true });
    expect(new Date(starts_at)).toEqual(reservation.startsAt);
    expect(new Date(ends_at)).toEqual(reservation.endsAt);
    expect(starts_at).not.toMatch(/Z$/);
  });

  test('a reservation that is moved frees its old place and takes the new one', async () => {
    const { heard, reservation } = await watch();
    const later = (at: Date) => new Date(at.getTime() + 30 * 60_000);
    await db()
      .update(reservations)
      .set({ startsAt: later(reservation.startsAt), endsAt: later(reservation.endsAt) })
      .where(eq(reservations.id, reservation.id));
    await expect.poll(() => heard.map(({ data }) => data.free)).toEqual([true, false]);
  });

  test('says nothing of other clubs and other days, nor of the day watched before', async () => {
    const { heard, socket, user, reservation } = await watch();
    const elsewhere = await makeReservation();
    await db().update(reservations).set({ status: 'cancelled' }).where(eq(reservations.id, elsewhere.id));
    await say(user, 'meanwhile');
    await expect.poll(() => typesOf(heard)).toEqual(['meanwhile']);
    heard.length = 0;
    socket.send(subscribe(elsewhere.clubId, localDateOf(elsewhere.startsAt.getTime(), 'Europe/Madrid')));
    await expect.poll(() => typesOf(heard)).toEqual(['subscribed']);
    await db().update(reservations).set({ status: 'cancelled' }).where(eq(reservations.id, reservation.id));
    await db().update(reservations).set({ status: 'confirmed' }).where(eq(reservations.id, elsewhere.id));
    await expect.poll(() => heard.map(({ data }) => data.free)).toEqual([undefined, false]);
  });

  test.each([
    ['what is not JSON', 'hello'],
    ['another request', '{"type":"publish"}'],
    ['an unknown key', '{"type":"subscribe","club_id":1,"date":"2026-11-24","user_id":1}'],
    ['a day that does not exist', subscribe(1, '2026-02-30')],
    ['a club nobody knows', subscribe(2_000_000_000, '2026-11-24')],
  ])('%s is answered once and ends the line the second time', async (_title, sent) => {
    const client = await open({ headers: await keyHeaders(await makeUser()) });
    client.socket.send(sent);
    await expect
      .poll(() => client.heard)
      .toMatchObject([
        { type: 'error', id: null, data: { error: expect.stringMatching(/^(invalid_input|not_found)$/) } },
      ]);
    client.socket.send(sent);
    expect(await client.closed).toEqual({ code: 1008, reason: 'not understood' });
  });
});

describe('watching a board as staff', () => {
  async function watchBoard(role: StaffRole | null, subscribed = 'subscribed') {
    const user = await makeUser();
    const reservation = await makeReservation();
    if (role !== null) await makeStaff(user.id, reservation.clubId, role);
    const client = await open({ headers: await browserHeaders(user, { life: 'staff' }) });
    await catchUp(user, client.heard);
    const date = localDateOf(reservation.startsAt.getTime(), 'Europe/Madrid');
    const wish = { type: 'subscribe', club_id: reservation.clubId, date, as: 'staff' };
    client.socket.send(JSON.stringify(wish));
    await expect.poll(() => typesOf(client.heard)).toEqual([subscribed]);
    client.heard.length = 0;
    const change = (values: Partial<typeof reservations.$inferInsert>) =>
      db().update(reservations).set(values).where(eq(reservations.id, reservation.id));
    const changes = () =>
      client.heard.filter(({ type }) => type === 'planner.changed').map(({ data }) => data);
    return { ...client, user, reservation, change, changes };
  }

  /** Another desk at a club's board, today. */
  async function sitDown(clubId: number, { name = 'Luis Mora', site = 0 } = {}) {
    const user = await makeUser({ name });
    await makeStaff(user.id, clubId, 'desk');
    const client = await open({ headers: await browserHeaders(user, { life: 'staff' }), site });
    const date = localDateOf(Date.now(), 'Europe/Madrid');
    client.socket.send(JSON.stringify({ type: 'subscribe', club_id: clubId, date, as: 'staff' }));
    await expect.poll(() => typesOf(client.heard)).toContain('subscribed');
    return client;
  }

  const isOfHands = ({ type }: Message) => type === 'planner.grabbed' || type === 'planner.released';

  test('tells which reservation changed and where it went, without a word of who plays', async () => {
    const { reservation, change, changes, heard } = await watchBoard('desk');
    const { id: reservation_id, courtId, startsAt, endsAt } = reservation;
    const day = 24 * 3_600_000;
    const place = (movedMs = 0) => ({
      court_id: courtId,
      starts_at: expect.toSatisfy((text) => Date.parse(text) === startsAt.getTime() + movedMs),
      ends_at: expect.toSatisfy((text) => Date.parse(text) === endsAt.getTime() + movedMs),
    });
    await change({ note: 'trae pelotas' });
    const noted = { reservation_id, from: place(), to: place(), revision: 1 };
    await expect.poll(changes).toEqual([noted]);
    expect(typesOf(heard)).toEqual(['planner.changed']);
    await change({ startsAt: new Date(startsAt.getTime() + day), endsAt: new Date(endsAt.getTime() + day) });
    const moved = { reservation_id, from: place(), to: place(day), revision: 2 };
    await expect.poll(changes).toEqual([noted, moved]);
    await change({ startsAt, endsAt, status: 'cancelled' });
    const left = { reservation_id, from: place(day), to: null, revision: 3 };
    await expect.poll(changes).toEqual([noted, moved, left]);
  });

  test('tells of what the board shows of other rows: money and players', async () => {
    const { reservation, user, changes } = await watchBoard('desk');
    const staff = personContext(user, { staff: [{ clubId: reservation.clubId, role: 'desk' }] });
    const { id: reservationId } = reservation;
    const acts = [
      () => makeDue(reservation),
      () => db().update(dues).set({ settledAt: new Date() }).where(eq(dues.reservationId, reservationId)),
      () => makeTillEntry(reservation),
      () => addPlayer(staff, { reservationId, name: 'Bea' }),
      () => removePlayer(staff, { reservationId, position: 0, name: 'Bea' }),
    ];
    for (const [done, act] of acts.entries()) {
      await act();
      await expect.poll(changes).toHaveLength(done + 1);
    }
    expect(changes().every((change) => change.reservation_id === reservationId)).toBe(true);
  });

  test('tells when a message about a booking did not arrive', async () => {
    const { reservation, changes } = await watchBoard('desk');
    const about = { reservationId: reservation.id, objectId: reservation.id, recipient: 'a@b.test' };
    const [sent] = await db()
      .insert(notices)
      .values({ ...about, kind: 'reservation_confirmation', channel: 'email', locale: 'es', status: 'sent' })
      .returning();
    const become = (status: 'delivered' | 'bounced') =>
      db()
        .update(notices)
        .set({ status })
        .where(eq(notices.id, sent?.id ?? ''));
    await become('delivered');
    await become('bounced');
    await expect.poll(changes).toMatchObject([{ reservation_id: reservation.id }]);
  });

  test('tells the other desks of the club what is in the hand, in every process, and not oneself', async () => {
    const { reservation, user, socket, heard } = await watchBoard('desk');
    const other = await sitDown(reservation.clubId, { site: 1 });
    const stranger = await sitDown((await makeReservation()).clubId, { site: 1 });
    const say = (type: string, reservation_id = reservation.id) =>
      socket.send(JSON.stringify({ type, reservation_id }));
    say('grab', (await makeReservation()).id);
    say('grab');
    say('release');
    const told = { id: null, data: { reservation_id: reservation.id, by: { name: user.name } } };
    await expect
      .poll(() => other.heard.filter(isOfHands))
      .toMatchObject([
        { type: 'planner.grabbed', ...told },
        { type: 'planner.released', ...told },
      ]);
    expect([...heard, ...stranger.heard].filter(isOfHands)).toEqual([]);
  });

  test('of a week tells of its last day too, and of the hours past midnight', async () => {
    const { reservation, socket, heard } = await watchBoard('desk');
    const { courtId, clubId } = reservation;
    await db()
      .update(openingHours)
      .set({ closesMinute: 26 * 60 })
      .where(eq(openingHours.clubId, clubId));
    dropCatalogue();
    const date = localDateOf(reservation.startsAt.getTime(), 'Europe/Madrid');
    const subscribe = { type: 'subscribe', club_id: clubId, date, as: 'staff', days: 7 };
    socket.send(JSON.stringify(subscribe));
    await expect.poll(() => typesOf(heard)).toEqual(['subscribed']);
    const at = (day: number, minute: number) =>
      new Date(firstInstantOf(addDays(date, day), minute, 'Europe/Madrid'));
    const booked = async (startsAt: Date) => (await makeReservation({ courtId, clubId, startsAt })).id;
    const [late, night] = [await booked(at(6, 20 * 60)), await booked(at(6, 24 * 60))];
    await booked(at(8, 10 * 60));
    await expect
      .poll(() =>
        heard.flatMap(({ type, data }) => (type === 'planner.changed' ? [data.reservation_id] : [])),
      )
      .toEqual([late, night]);
  });

  test('takes nothing into the hand from whoever watches no board', async () => {
    const { id, clubId } = await makeReservation();
    const { socket, heard } = await open({ headers: await browserHeaders(await makeUser()) });
    const other = await sitDown(clubId);
    socket.send(JSON.stringify({ type: 'grab', reservation_id: id }));
    await expect.poll(() => heard).toMatchObject([{ type: 'error', data: { error: 'not_found' } }]);
    expect(other.heard.filter(isOfHands)).toEqual([]);
  });

  test('counts the desks of all processes, without a word to whoever is alone', async () => {
    const { reservation, user, heard, socket } = await watchBoard('desk');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(heard).toEqual([]);
    const other = await sitDown(reservation.clubId, { name: 'Laura Cano', site: 0 });
    const desks = (of: typeof heard) =>
      of.flatMap(({ type, data }) => (type === 'planner.desks' ? [data] : []));
    const club = { club_id: reservation.clubId };
    await expect.poll(() => desks(heard)).toEqual([{ ...club, desks: 2, others: ['Laura Cano'] }]);
    await expect.poll(() => desks(other.heard)).toEqual([{ ...club, desks: 2, others: [user.name] }]);
    socket.close();
    await expect.poll(() => desks(other.heard).at(-1)).toEqual({ ...club, desks: 1, others: [] });
  });

  test.each(['accountant', null] as const)('is refused to the role %s', async (role) => {
    await watchBoard(role, 'error');
  });

  test('ends when the page says so, and the desk is at the board no more', async () => {
    const { reservation, user, change, heard, socket } = await watchBoard('desk');
    const other = await sitDown(reservation.clubId);
    const desksOf = () =>
      other.heard.flatMap(({ type, data }) => (type === 'planner.desks' ? data.desks : []));
    await expect.poll(desksOf).toEqual([2]);
    heard.length = 0;
    socket.send(JSON.stringify({ type: 'unsubscribe' }));
    await expect.poll(desksOf).toEqual([2, 1]);
    await change({ title: 'Liga' });
    await say(user, 'meanwhile');
    await expect.poll(() => typesOf(heard).filter((type) => type !== 'planner.desks')).toEqual(['meanwhile']);
  });

  test('ends when the role ends', async () => {
    const { user, reservation, change, heard } = await watchBoard('desk');
    await db().update(staffRoles).set({ revokedAt: new Date() }).where(eq(staffRoles.userId, user.id));
    await new Promise((resolve) => setTimeout(resolve, 500));
    await change({ title: 'Liga' });
    await makeReservation({ courtId: reservation.courtId, clubId: reservation.clubId });
    await say(user, 'meanwhile');
    await expect.poll(() => typesOf(heard)).toEqual(['meanwhile']);
  });
});

describe('hearing what waits for the staff of a club', () => {
  async function watchWaiting(role: StaffRole | null, answer = 'waiting_watched') {
    const user = await makeUser();
    const reservation = await makeReservation();
    const { clubId } = reservation;
    if (role !== null) await makeStaff(user.id, clubId, role);
    const client = await open({ headers: await browserHeaders(user, { life: 'staff' }) });
    client.socket.send(JSON.stringify({ type: 'watch_waiting', club_id: clubId }));
    await expect.poll(() => typesOf(client.heard)).toEqual([answer]);
    client.heard.length = 0;
    const told = () => client.heard.map(({ type, data }) => ({ type, ...data }));
    return { ...client, user, reservation, told };
  }

  const write = async (
    { id, clubId }: typeof reservations.$inferSelect,
    state: Pick<typeof notices.$inferInsert, 'channel' | 'status' | 'nextAttemptAt'>,
  ) => {
    const about = { kind: 'reservation_confirmation', objectId: id, reservationId: id, clubId } as const;
    const row = { ...about, ...state, recipient: 'a@b.test', locale: 'es' } as const;
    const [written] = await db().insert(notices).values(row).returning();
    const become = (status: 'sent' | 'delivered' | 'bounced') =>
      db()
        .update(notices)
        .set({ status })
        .where(eq(notices.id, written?.id ?? ''));
    return become;
  };

  test('tells of a call, at once or when it comes due, and of a message that did not arrive', async () => {
    const { reservation, told, heard } = await watchWaiting('desk');
    const note = { type: 'desk.waiting', club_id: reservation.clubId, in_ms: 0 };
    const become = await write(reservation, { channel: 'email' });
    await become('sent');
    await become('delivered');
    await write(await makeReservation(), { channel: 'call' });
    await write(reservation, { channel: 'call' });
    await expect.poll(told).toEqual([note]);
    await become('bounced');
    await expect.poll(told).toEqual([note, note]);
    const later = await makeReservation({ clubId: reservation.clubId, courtId: reservation.courtId });
    await write(later, { channel: 'call', nextAttemptAt: new Date(Date.now() + 10_000) });
    await expect.poll(() => heard.at(2)?.data.in_ms).toSatisfy((ms) => ms > 5_000 && ms <= 10_000);
  });

  test('tells of a refund that failed, and of one that is sent after all', async () => {
    const { reservation, told } = await watchWaiting('desk');
    const payment = await makePayment(reservation);
    const [refund] = await db()
      .insert(refunds)
      .values({
        paymentId: payment.id,
        amountMinor: 100,
        currency: payment.currency,
        cause: 'staff',
        status: 'pending',
        requestedBy: 'staff:test',
      })
      .returning();
    const become = (status: 'failed' | 'requested') =>
      db()
        .update(refunds)
        .set({ status })
        .where(eq(refunds.id, refund?.id ?? ''));
    await become('failed');
    await expect.poll(told).toHaveLength(1);
    await become('requested');
    await expect.poll(told).toHaveLength(2);
  });

  test.each(['accountant', null] as const)('is refused to the role %s', async (role) => {
    await watchWaiting(role, 'error');
  });

  test('ends when the role ends', async () => {
    const { user, reservation, heard } = await watchWaiting('desk');
    await db().update(staffRoles).set({ revokedAt: new Date() }).where(eq(staffRoles.userId, user.id));
    await new Promise((resolve) => setTimeout(resolve, 500));
    await write(reservation, { channel: 'call' });
    await say(user, 'meanwhile');
    await expect.poll(() => typesOf(heard)).toEqual(['meanwhile']);
  });
});

describe('a socket is closed', () => {
  test('when its key is revoked', async () => {
    const user = await makeUser();
    const client = await open({ headers: await keyHeaders(user) });
    await db().update(apiTokens).set({ revokedAt: new Date() }).where(eq(apiTokens.userId, user.id));
    expect(await client.closed).toEqual({ code: 1008, reason: 'sign in again' });
  });

  test.each([
    ['signs out everywhere', { sessionVersion: 2 }],
    ['is disabled', { disabledAt: new Date() }],
    ['erases the account', { erasedAt: new Date() }],
  ])('when its person %s, also one opened by ticket', async (_title, change) => {
    const user = await makeUser();
    const headers = await browserHeaders(user);
    const clients = [await open({ headers }), await open({ query: { token: await getTicket(headers) } })];
    await db().update(users).set(change).where(eq(users.id, user.id));
    for (const { closed } of clients) expect((await closed).code).toBe(1008);
  });

  test('when its session has grown too old, also one opened by ticket', async () => {
    const user = await makeUser();
    const seconds = Math.floor(Date.now() / 1000);
    const headers = await browserHeaders(user, { startedAt: seconds - SESSION_SECONDS.player.absolute + 5 });
    const clients = [await open({ headers }), await open({ query: { token: await getTicket(headers) } })];
    for (const { closed } of clients) {
      expect(await closed).toEqual({ code: 1008, reason: 'sign in again' });
    }
    expect(await connect({ headers }).opened).toBe(401);
  });

  test('when its player has become staff, whose sessions are shorter', async () => {
    const user = await makeUser();
    const asPlayer = await open({ headers: await browserHeaders(user) });
    await db().update(users).set({ operatorSince: new Date() }).where(eq(users.id, user.id));
    expect(await asPlayer.closed).toEqual({ code: 1008, reason: 'sign in again' });
    const asStaff = await open({ headers: await browserHeaders(user, { life: 'staff' }) });
    await say(user, 'still here');
    await expect.poll(() => typesOf(asStaff.heard)).toEqual(['still here']);
  });

  test('after a hundred messages in a minute', async () => {
    const client = await open({ headers: await keyHeaders(await makeUser()) });
    const { clubId, startsAt } = await makeReservation();
    const date = localDateOf(startsAt.getTime(), 'Europe/Madrid');
    const sent = JSON.stringify({ type: 'subscribe', club_id: clubId, date });
    for (let index = 0; index < 101; index += 1) client.socket.send(sent);
    expect(await client.closed).toEqual({ code: 1008, reason: 'too many messages' });
  });

  test('for a message above 16 KB', async () => {
    const client = await open({ headers: await keyHeaders(await makeUser()) });
    client.socket.send('x'.repeat(17_000));
    expect((await client.closed).code).toBe(1009);
  });

  test('when its client no longer answers pings; one that does stays', async () => {
    const silent = connect({ headers: await keyHeaders(await makeUser()), site: PINGING });
    silent.socket.pong = () => {};
    expect((await silent.closed).code).toBe(1006);
    const user = await makeUser();
    const client = await open({ headers: await keyHeaders(user), site: PINGING });
    await new Promise((resolve) => client.socket.on('ping', resolve).on('ping', resolve));
    await say(user, 'still here');
    await expect.poll(() => typesOf(client.heard)).toEqual(['still here']);
  });
});
