import { and, eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { reservations } from '@/db/schema';
import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { isAppError } from '@/lib/core/errors';
import { holdSlot } from '@/lib/reservations/hold-slot';
import { makeReservation, makeUser, personContext, type User } from '@/test/factories';
import { together, leadOf } from '@/test/other-process/together';
import { useOtherProcess } from '@/test/other-process/use';
import { untilItIs } from '@/test/waiting';
import { lapse, makeWaitedFor, onItsClock, takeTurns, WAITED } from '@/test/waiting-list';

const ROUNDS = 10;
const other = useOtherProcess();

type World = Awaited<ReturnType<typeof makeWaitedFor>>;

/** Somebody wants the start that others wait for. Says whether they got it. */
async function take({ taken }: World, user: User, wish: { now?: Date; startTime?: string } = {}) {
  const { now = new Date(), startTime = WAITED.time } = wish;
  try {
    await holdSlot(
      { ...personContext(user), now },
      {
        courtId: taken[0]?.court.id ?? 0,
        date: WAITED.date,
        startTime,
        durationMinutes: WAITED.durationMinutes,
        participants: [],
        extras: [],
      },
    );
    return 'got it';
  } catch (error) {
    if (isAppError(error, 'slot_taken')) return 'taken';
    throw error;
  }
}

/** As if the court had freed three minutes ago, and no job had run since. */
const letTimePass = ({ club }: World) =>
  db()
    .update(reservations)
    .set({ cancelledAt: sql`now() - interval '3 minutes'` })
    .where(and(eq(reservations.clubId, club.id), eq(reservations.status, 'cancelled')));

describe('a court that freed a moment ago', () => {
  test('is refused to everybody but whoever waited longest for it', async () => {
    const world = await makeWaitedFor();
    const [first, second] = [await world.wait(), await world.wait()];
    await world.taken[0]?.free();
    expect(await take(world, await makeUser())).toBe('taken');
    expect(await take(world, second)).toBe('taken');
    expect(await take(world, first)).toBe('got it');
  });

  test('is also kept at a start that overlaps the one that somebody waits for', async () => {
    const world = await makeWaitedFor();
    await world.wait();
    await world.taken[0]?.free();
    expect(await take(world, await makeUser(), { startTime: '19:00' })).toBe('taken');
    expect(await take(world, await makeUser(), { startTime: '18:00' })).toBe('got it');
  });

  test('is kept for the next when an offer was let go', async () => {
    const world = await makeWaitedFor();
    const [first, second] = [await world.wait(), await world.wait()];
    await world.taken[0]?.free();
    await takeTurns();
    for (const offer of await world.offers()) await lapse(offer);
    expect(await take(world, await makeUser())).toBe('taken');
    await takeTurns();
    expect((await world.offers()).map(({ userId }) => userId)).toEqual([first.id, second.id]);
  });

  test('is sold to anybody once the list had two minutes and did not look', async () => {
    const world = await makeWaitedFor();
    await world.wait();
    await world.taken[0]?.free();
    await letTimePass(world);
    expect(await take(world, await makeUser())).toBe('got it');
  });

  test('is sold to anybody at a club that tells everybody at once', async () => {
    const world = await makeWaitedFor({ waitingList: 'everybody' });
    await world.wait();
    await world.taken[0]?.free();
    expect(await take(world, await makeUser())).toBe('got it');
  });

  test('is sold to anybody at night, when nobody is asked', async () => {
    const world = await makeWaitedFor();
    await world.wait();
    await world.taken[0]?.free();
    expect(await take(world, await makeUser(), { now: onItsClock('03:00') })).toBe('got it');
  });

  test('is sold to anybody when nobody who waits fits into it', async () => {
    const world = await makeWaitedFor();
    await world.wait(undefined, { durationMinutes: 120 });
    const { court, booking } = world.taken[0] ?? {};
    await makeReservation({ courtId: court?.id ?? 0, startsAt: booking?.endsAt ?? new Date() });
    await world.taken[0]?.free();
    expect(await take(world, await makeUser())).toBe('got it');
  });

  test('is sold to anybody when it freed at another time than the one that somebody waits for', async () => {
    const world = await makeWaitedFor();
    const earlier = await makeReservation({
      courtId: world.taken[0]?.court.id ?? 0,
      userId: world.taken[0]?.booker.id ?? '',
      startsAt: onItsClock('18:00'),
    });
    await world.wait();
    await cancelReservation(personContext(world.taken[0]?.booker ?? (await makeUser())), {
      reservationId: earlier.id,
    });
    expect(await take(world, await makeUser(), { startTime: '18:00' })).toBe('got it');
  });
});

describe('a rival who comes while a job makes the offer', () => {
  /** Who has the court in the end. */
  async function race(round: number, free: (world: World) => Promise<unknown>): Promise<'waiter' | 'rival'> {
    const world = await makeWaitedFor();
    const [waiter, rival] = [await world.wait(), await makeUser()];
    await free(world);
    const holding = take(world, rival);
    await together(leadOf(round), takeTurns, (at) => other().callAt(at, 'takeTurns'));
    await holding;
    const [offer] = await world.offers();
    return offer?.userId === waiter.id ? 'waiter' : 'rival';
  }

  test('never overtakes the list', async () => {
    for (let round = 0; round < ROUNDS; round += 1)
      expect(await race(round, async ({ taken }) => taken[0]?.free())).toBe('waiter');
  });

  test('control: has the court when it is not kept any more', () =>
    untilItIs('rival', () =>
      race(0, async (world) => {
        await world.taken[0]?.free();
        await letTimePass(world);
      }),
    ));
});
