import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { audit, clubs, participants, reservations } from '@/db/schema';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import type { Context } from '@/lib/core/context';
import { MINUTE_MS } from '@/lib/core/time';
import { idOf, staffOf, unpaid } from '@/test/at-desk';
import { makeClub, makeReservation, type Reservation } from '@/test/factories';
import { checkIn, undoCheckIn } from './check-in';
import { checkInPlayer, undoCheckInPlayer } from './check-in-player';
import { markNoShow, revive } from './no-show';

const reread = async ({ id }: Pick<Reservation, 'id'>) => {
  const [row] = await db().select().from(reservations).where(eq(reservations.id, id));
  if (!row) throw new Error('the booking is gone');
  return row;
};
const seen = async (booking: Reservation) => {
  const { id, revision } = await reread(booking);
  return { id, revision };
};

/** A game that begins so many minutes from now, and its desk. */
const gameIn = (minutes: number, overrides: Parameters<typeof unpaid>[0] = {}) =>
  unpaid({ startsAt: new Date(Date.now() + minutes * MINUTE_MS), ...overrides });

describe('players are checked in', () => {
  test.each([
    [29, true],
    [31, false],
    [-60, true],
  ])('when the start is %i minutes away: %s', async (minutes, isAllowed) => {
    const { desk, reservation } = await gameIn(minutes);
    const attempt = checkIn(desk, await seen(reservation));
    if (!isAllowed) {
      const early = { code: 'not_bookable', details: { reason: 'too_soon' } };
      return expect(attempt).rejects.toMatchObject(early);
    }
    expect((await attempt).item).toMatchObject({ checkedInAt: expect.any(Number), revision: 1 });
    expect(await reread(reservation)).toMatchObject({ checkedInBy: idOf(desk) });
  });

  test('as early as the club says', async () => {
    const { desk, reservation, clubId } = await gameIn(100);
    await db().update(clubs).set({ checkInFromMinutes: 120 }).where(eq(clubs.id, clubId));
    dropCatalogue();
    await checkIn(desk, await seen(reservation));
  });

  test('once, and when they had not come after all nobody was', async () => {
    const { desk, reservation } = await gameIn(0);
    await checkIn(desk, await seen(reservation));
    await expect(checkIn(desk, await seen(reservation))).rejects.toMatchObject({ code: 'conflict' });
    const { item } = await undoCheckIn(desk, await seen(reservation));
    expect(item.checkedInAt).toBeNull();
    await expect(undoCheckIn(desk, await seen(reservation))).rejects.toMatchObject({ code: 'conflict' });
  });

  test.each([
    ['pending', {}],
    ['cancelled', {}],
    ['no_show', {}],
    ['confirmed', { kind: 'maintenance' as const, userId: null }],
  ] as const)('not for one that is %s %o', async (status, overrides) => {
    const { desk, reservation } = await gameIn(0, { status, ...overrides });
    await expect(checkIn(desk, await seen(reservation))).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('each player is checked in', () => {
  const withPlayers = async (minutes: number) => {
    const game = await gameIn(minutes);
    const { id: reservationId } = game.reservation;
    await db()
      .insert(participants)
      .values(['Ana', 'Luis'].map((name, position) => ({ reservationId, position, name })));
    return { ...game, seat: { reservationId, position: 1, name: 'Luis' } };
  };
  const arrived = ({ item }: Awaited<ReturnType<typeof checkInPlayer>>) =>
    item.players.map(({ checkedInAt }) => checkedInAt !== null);

  test('alone, which the board counts, and can be taken back', async () => {
    const { desk, seat } = await withPlayers(0);
    expect(arrived(await checkInPlayer(desk, seat))).toEqual([false, true]);
    expect(arrived(await checkInPlayer(desk, seat))).toEqual([false, true]);
    expect(arrived(await undoCheckInPlayer(desk, seat))).toEqual([false, false]);
    const lines = await db().select().from(audit).where(eq(audit.entityId, seat.reservationId));
    expect(lines.map(({ detail }) => detail)).toEqual([
      { player_check_in: 1 },
      { player_check_in_undone: 1 },
    ]);
  });

  test('and then the booking is no no-show', async () => {
    const { desk, seat, reservation } = await withPlayers(-1);
    await checkInPlayer(desk, seat);
    await expect(markNoShow(desk, await seen(reservation))).rejects.toMatchObject({ code: 'conflict' });
    await undoCheckInPlayer(desk, seat);
    await markNoShow(desk, await seen(reservation));
    await expect(checkInPlayer(desk, seat)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('not too soon, and not whoever has the seat of another by now', async () => {
    const early = await withPlayers(31);
    const tooSoon = { code: 'not_bookable', details: { reason: 'too_soon' } };
    await expect(checkInPlayer(early.desk, early.seat)).rejects.toMatchObject(tooSoon);
    const { desk, seat } = await withPlayers(0);
    const gone = { code: 'not_found' };
    await expect(checkInPlayer(desk, { ...seat, name: 'Eva' })).rejects.toMatchObject(gone);
    await expect(checkInPlayer(desk, { ...seat, position: 5 })).rejects.toMatchObject(gone);
  });

  test('by the club’s desk, and not in a preview', async () => {
    const { desk, seat, clubId } = await withPlayers(0);
    const foreign = await staffOf((await makeClub()).id, 'owner');
    await expect(checkInPlayer(foreign, seat)).rejects.toMatchObject({ code: 'not_found' });
    const accountant = await staffOf(clubId, 'accountant');
    await expect(checkInPlayer(accountant, seat)).rejects.toMatchObject({ code: 'forbidden' });
    expect(arrived(await checkInPlayer({ ...desk, preview: true }, seat))).toEqual([false, true]);
    expect(arrived(await undoCheckInPlayer(desk, seat))).toEqual([false, false]);
    expect(await db().$count(audit, eq(audit.entityId, seat.reservationId))).toBe(0);
  });
});

describe('a no-show', () => {
  test('leaves the court at once from the start on, and not before', async () => {
    const early = await gameIn(1);
    await expect(markNoShow(early.desk, await seen(early.reservation))).rejects.toMatchObject({
      code: 'not_bookable',
      details: { reason: 'too_soon' },
    });
    const { desk, reservation } = await gameIn(-1);
    expect((await markNoShow(desk, await seen(reservation))).item).toMatchObject({ status: 'no_show' });
    const { courtId, clubId, startsAt } = reservation;
    await makeReservation({ courtId, clubId, startsAt });
  });

  test('is nobody who was checked in', async () => {
    const { desk, reservation } = await gameIn(-1);
    await checkIn(desk, await seen(reservation));
    await expect(markNoShow(desk, await seen(reservation))).rejects.toMatchObject({ code: 'conflict' });
  });

  test.each([
    [-10, 'confirmed'],
    [-600, 'completed'],
  ] as const)('of %i minutes ago comes back as %s', async (minutes, status) => {
    const { desk, reservation } = await gameIn(minutes, { status: 'no_show' });
    expect((await revive(desk, await seen(reservation))).item.status).toBe(status);
    await expect(revive(desk, await seen(reservation))).rejects.toMatchObject({ code: 'conflict' });
  });

  test('stays one when somebody has the court, who is not pushed away', async () => {
    const { desk, reservation } = await gameIn(-10, { status: 'no_show' });
    const { courtId, clubId, startsAt } = reservation;
    const other = await makeReservation({ courtId, clubId, startsAt });
    const taken = { code: 'slot_taken', details: { alternatives: expect.any(Array) } };
    await expect(revive(desk, await seen(reservation))).rejects.toMatchObject(taken);
    expect((await reread(reservation)).status).toBe('no_show');
    expect((await reread(other)).status).toBe('confirmed');
  });
});

type Verb = (ctx: Context, seen: { id: string; revision: number }) => Promise<unknown>;
test.each<[string, Verb, Parameters<typeof unpaid>[0]]>([
  ['check-in', checkIn, {}],
  ['no-show', markNoShow, {}],
  ['revival', revive, { status: 'no_show' }],
])('a %s is of the club’s desk, of the revision seen, and not in a preview', async (_title, verb, state) => {
  const { desk, reservation, clubId } = await gameIn(-5, state);
  const now = await reread(reservation);
  const foreign = await staffOf((await makeClub()).id, 'owner');
  await expect(verb(foreign, now)).rejects.toMatchObject({ code: 'not_found' });
  const accountant = await staffOf(clubId, 'accountant');
  await expect(verb(accountant, now)).rejects.toMatchObject({ code: 'forbidden' });
  await verb({ ...desk, preview: true }, now);
  expect(await reread(reservation)).toEqual(now);
  await verb(desk, now);
  await expect(verb(desk, now)).rejects.toMatchObject({
    code: 'conflict',
    details: { current: { id: reservation.id } },
  });
});
