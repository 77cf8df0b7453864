import { and, asc, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { audit, liveEvents, notices, participants, reservations } from '@/db/schema';
import type { Context } from '@/lib/core/context';
import {
  anonymousContext,
  makeCourt,
  makeInvitedPlayer,
  makeReservation,
  makeUser,
  personContext,
  visitorContext,
} from '@/test/factories';
import { withoutLocks } from '@/test/without-locks';
import { addPlayer } from '../change-players';
import { declineGame } from './decline-game';
import { gameToken } from './game-link';
import { getGame } from './get-game';
import { joinGame } from './join-game';
import { listJoinedGames } from './list-joined-games';
import { remindPlayer } from './remind-player';
import { renewGameLink } from './renew-game-link';

const stranger = (name: string) => ({
  name,
  email: `${name.toLowerCase()}-${crypto.randomUUID()}@example.com`,
});

async function makeGame(overrides: Parameters<typeof makeReservation>[0] = {}) {
  const host = await makeUser({ name: 'Olga Anfitriona' });
  const reservation = await makeReservation({ userId: host.id, ...overrides });
  return { host, reservation, token: gameToken(reservation), asHost: personContext(host) };
}

const listOf = async (reservationId: string) =>
  db()
    .select()
    .from(participants)
    .where(eq(participants.reservationId, reservationId))
    .orderBy(asc(participants.position));

const invitationsOf = (reservationId: string) =>
  db()
    .select()
    .from(notices)
    .where(and(eq(notices.reservationId, reservationId), eq(notices.kind, 'player_invited')))
    .orderBy(asc(notices.createdAt));

const codeOf = (joining: Promise<void>): Promise<string> =>
  joining.then(
    () => 'done',
    (error: { code?: string; details?: { reason?: string } }) =>
      error.details?.reason ?? error.code ?? 'broken',
  );

describe('the link of a game', () => {
  test('puts a stranger on the list, who gets the mail, and tells whoever booked', async () => {
    const { host, reservation, token } = await makeGame();
    const bea = stranger('Bea');
    await joinGame(visitorContext(), { token, ...bea });
    expect(await listOf(reservation.id)).toMatchObject([
      { name: 'Bea', email: bea.email, userId: null, acceptedAt: expect.any(Date) },
    ]);
    expect(await invitationsOf(reservation.id)).toMatchObject([
      { recipient: bea.email, participantPosition: 0 },
    ]);
    const heard = await db().select().from(liveEvents).where(eq(liveEvents.userId, host.id));
    expect(heard).toMatchObject([{ type: 'reservation.player_joined', data: { name: 'Bea' } }]);
    const [last] = (await db().select().from(audit).where(eq(audit.entityId, reservation.id))).slice(-1);
    expect(last).toMatchObject({ detail: { player_joined: 0 } });
  });

  test('puts an account on the list once, by its own name and address, and among its games', async () => {
    const { reservation, token } = await makeGame();
    const ana = await makeUser({ name: 'Ana Prueba' });
    for (const _ of [1, 2]) await joinGame(personContext(ana), { token, ...stranger('Eva') });
    expect(await listOf(reservation.id)).toMatchObject([
      { name: 'Ana Prueba', email: ana.email, userId: ana.id },
    ]);
    expect(await getGame(personContext(ana), token)).toMatchObject({
      reader: { kind: 'player', position: 0, accepted: true },
    });
    expect(await listJoinedGames(personContext(ana))).toMatchObject([{ token, accepted: true }]);
    expect(await listJoinedGames(anonymousContext())).toEqual([]);
  });

  test('asks a stranger for name and address', async () => {
    const { token } = await makeGame();
    await expect(joinGame(anonymousContext(), { token })).rejects.toMatchObject({
      code: 'invalid_input',
      fields: { name: [expect.any(String)], email: [expect.any(String)] },
    });
  });

  test('changes nothing for whoever booked', async () => {
    const { reservation, token, asHost } = await makeGame();
    expect((await getGame(asHost, token)).reader).toEqual({ kind: 'host' });
    await joinGame(asHost, { token });
    expect(await listOf(reservation.id)).toEqual([]);
  });

  test('says of somebody whom the booker had put down that they come, without a second mail', async () => {
    const { reservation, token, asHost } = await makeGame();
    const bea = stranger('Bea');
    await addPlayer(asHost, { reservationId: reservation.id, ...bea });
    expect((await getGame(anonymousContext(), token)).players).toMatchObject([{ accepted: false }]);
    await joinGame(anonymousContext(), { token, ...bea });
    expect((await getGame(anonymousContext(), token)).players).toMatchObject([{ accepted: true }]);
    expect(await invitationsOf(reservation.id)).toHaveLength(1);
  });

  test('gives the game to the account of an address that the booker had put down', async () => {
    const { reservation, token, asHost } = await makeGame();
    const ana = await makeUser({ name: 'Ana Prueba' });
    const player = { reservationId: reservation.id, name: 'Anita', email: ana.email };
    await addPlayer(asHost, player);
    expect(await listJoinedGames(personContext(ana))).toEqual([]);
    await joinGame(personContext(ana), { token });
    expect(await listOf(reservation.id)).toMatchObject([{ name: 'Anita', userId: ana.id }]);
    expect(await listJoinedGames(personContext(ana))).toMatchObject([{ token, accepted: true }]);
  });

  test('opens nothing once it was renewed, and the new one does', async () => {
    const { reservation, token, asHost } = await makeGame();
    await renewGameLink(asHost, { reservationId: reservation.id });
    await expect(getGame(anonymousContext(), token)).rejects.toMatchObject({ code: 'not_found' });
    await expect(joinGame(anonymousContext(), { token, ...stranger('Bea') })).rejects.toMatchObject({
      code: 'not_found',
    });
    const [renewed] = await db().select().from(reservations).where(eq(reservations.id, reservation.id));
    if (!renewed) throw new Error('the booking is there');
    await joinGame(anonymousContext(), { token: gameToken(renewed), ...stranger('Bea') });
    expect(await listOf(reservation.id)).toHaveLength(1);
  });

  test('is renewed by nobody but whoever booked', async () => {
    const { reservation } = await makeGame();
    for (const ctx of [personContext(await makeUser()), visitorContext()])
      await expect(renewGameLink(ctx, { reservationId: reservation.id })).rejects.toMatchObject({
        code: expect.stringMatching(/not_found|unauthenticated/),
      });
  });

  test.each(['cancelled', 'payment_pending'] as const)(
    'lets nobody join a booking that is %s',
    async (status) => {
      const { token } = await makeGame({ status });
      expect(await codeOf(joinGame(anonymousContext(), { token, ...stranger('Bea') }))).toBe('conflict');
    },
  );

  test('tells whoever booked that somebody who is not on the list cannot come, a limited number of times', async () => {
    const { reservation, token, host } = await makeGame();
    for (let times = 0; times < 12; times += 1) await declineGame(visitorContext(), { token, name: 'Eva' });
    await expect(declineGame(visitorContext(), { token, name: 'Eva' })).rejects.toMatchObject({
      code: 'rate_limited',
    });
    const told = await db().select().from(notices).where(eq(notices.reservationId, reservation.id));
    expect(new Set(told.map(({ kind, userId, detail }) => JSON.stringify([kind, userId, detail])))).toEqual(
      new Set([JSON.stringify(['player_left', host.id, { playerName: 'Eva' }])]),
    );
    expect(told).toHaveLength(12);
  });

  test('takes an account off the list that says so', async () => {
    const { reservation, token } = await makeGame();
    const ana = personContext(await makeUser());
    await joinGame(ana, { token });
    await declineGame(ana, { token });
    expect(await listOf(reservation.id)).toEqual([]);
  });
});

describe('the link of a player’s mail', () => {
  test('says that they come, once', async () => {
    const { token, reservation } = await makeInvitedPlayer();
    for (const _ of [1, 2]) await joinGame(anonymousContext(), { token });
    expect(await listOf(reservation.id)).toMatchObject([{ name: 'Bea', acceptedAt: expect.any(Date) }]);
    const changes = await db().select().from(audit).where(eq(audit.entityId, reservation.id));
    expect(changes.filter(({ detail }) => detail && 'player_accepted' in detail)).toHaveLength(1);
  });

  test('puts nobody on the list who was taken off it', async () => {
    const { token, reservation } = await makeInvitedPlayer();
    await declineGame(anonymousContext(), { token });
    expect(await codeOf(joinGame(anonymousContext(), { token, ...stranger('Bea') }))).toBe('off_list');
    expect(await listOf(reservation.id)).toEqual([]);
  });
});

describe('a player who has not answered', () => {
  const later = (ctx: Context): Context => ({ ...ctx, now: new Date(Date.now() + 13 * 3_600_000) });

  test('is asked again, but not twice within twelve hours, and not once they come', async () => {
    const { token, reservation, host } = await makeInvitedPlayer();
    const remind = (ctx: Context) =>
      codeOf(remindPlayer(ctx, { reservationId: reservation.id, position: 0 }));
    expect(await remind(personContext(host))).toBe('conflict');
    expect(await remind(later(personContext(host)))).toBe('done');
    expect(await invitationsOf(reservation.id)).toHaveLength(2);
    await joinGame(anonymousContext(), { token });
    expect(await remind(later(personContext(host)))).toBe('conflict');
  });

  test('is asked by nobody but whoever booked', async () => {
    const { reservation } = await makeInvitedPlayer();
    const asked = remindPlayer(later(personContext(await makeUser())), {
      reservationId: reservation.id,
      position: 0,
    });
    expect(await codeOf(asked)).toBe('not_found');
  });
});

describe('32 people who take the last seat at once', () => {
  const MANY = 32;

  async function race(): Promise<string[]> {
    const court = await makeCourt({ format: 'single' });
    const { token } = await makeGame({ courtId: court.id });
    return Promise.all(
      Array.from({ length: MANY }, (_, at) =>
        codeOf(joinGame(visitorContext(), { token, ...stranger(`Eva${at}`) })),
      ),
    );
  }
  const countOf = (outcomes: string[], wanted: string) => outcomes.filter((one) => one === wanted).length;

  test('one has it, and the others hear that the game is full', async () => {
    for (let round = 0; round < 5; round += 1) {
      const outcomes = await race();
      expect([countOf(outcomes, 'done'), countOf(outcomes, 'full')]).toEqual([1, MANY - 1]);
    }
  });

  test('control: without locks some of them break at the key of the list', async () => {
    await withoutLocks(() =>
      expect.poll(async () => countOf(await race(), 'full'), { timeout: 60_000 }).toBeLessThan(MANY - 1),
    );
  });
});
