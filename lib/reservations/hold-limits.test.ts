import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db';
import { payments, reservations } from '@/db/schema';
import { isAppError } from '@/lib/core/errors';
import { addDays, dayBounds, localDateOf } from '@/lib/core/time';
import {
  type Court,
  makeClub,
  makeCourt,
  makeReservation,
  makeUser,
  personContext,
  type User,
} from '@/test/factories';
import { withoutLocks } from '@/test/without-locks';
import { type HoldSlot, holdSlot, holdSlotSchema } from './hold-slot';
import { releaseHold } from './release-hold';

const ZONE = 'Europe/Madrid';
const tomorrow = addDays(localDateOf(Date.now(), ZONE), 1);

const wish = (court: Court, overrides: Partial<HoldSlot> = {}): HoldSlot => ({
  ...holdSlotSchema.parse({ courtId: court.id, date: tomorrow, startTime: '10:00', durationMinutes: 90 }),
  ...overrides,
});

/** `held`, or the reason of the refusal and the seconds to wait. */
async function tryToHold(
  user: User,
  slot: HoldSlot,
): Promise<{ outcome: unknown; id: string; wait: number }> {
  try {
    const { reservationId } = await holdSlot(personContext(user), slot);
    return { outcome: 'held', id: reservationId, wait: 0 };
  } catch (error) {
    if (!isAppError(error, 'rate_limited')) throw error;
    return { outcome: error.details?.reason, id: '', wait: error.retryAfterSeconds ?? 0 };
  }
}

const lapse = (id: string, secondsAgo = 1) =>
  db()
    .update(reservations)
    .set({ holdExpiresAt: sql`now() - make_interval(secs => ${secondsAgo})` })
    .where(eq(reservations.id, id));

/** Holds a start and lets its time run out. */
async function letGo(user: User, slot: HoldSlot, secondsAgo = 1) {
  const held = await tryToHold(user, slot);
  if (held.outcome === 'held') await lapse(held.id, secondsAgo);
  return held;
}

const alias = (mailbox: string, index: number) => makeUser({ email: `${mailbox}+${index}@pista.test` });

describe('a start that was let go unpaid', () => {
  test('is taken again at once, the second time only after as long as a hold', async () => {
    const [user, court] = await Promise.all([makeUser(), makeCourt()]);
    expect((await letGo(user, wish(court))).outcome).toBe('held');
    expect((await letGo(user, wish(court))).outcome).toBe('held');
    const refused = await tryToHold(user, wish(court));
    expect(refused.outcome).toBe('start_rests');
    expect(refused.wait).toBeGreaterThan(590);
    expect(refused.wait).toBeLessThanOrEqual(600);
    expect((await tryToHold(user, wish(court, { durationMinutes: 60 }))).outcome).toBe('start_rests');
    expect((await tryToHold(await makeUser(), wish(court))).outcome).toBe('held');
  });

  test('is theirs again after the pause, and then rests anew', async () => {
    const [user, court] = await Promise.all([makeUser(), makeCourt()]);
    for (const secondsAgo of [1_300, 601, 2]) {
      expect((await letGo(user, wish(court), secondsAgo)).outcome).toBe('held');
    }
    expect((await tryToHold(user, wish(court))).outcome).toBe('start_rests');
  });

  test('rests too when it was released, and for another address of the same mailbox', async () => {
    const [first, second, court] = [await alias('hoard', 1), await alias('hoard', 2), await makeCourt()];
    for (let turn = 0; turn < 2; turn += 1) {
      const { id } = await tryToHold(first, wish(court));
      await releaseHold(personContext(first), { reservationId: id });
    }
    expect((await tryToHold(second, wish(court))).outcome).toBe('start_rests');
  });

  test('leaves every other start as it was', async () => {
    const [user, court] = await Promise.all([makeUser(), makeCourt()]);
    const other = await makeCourt({ clubId: court.clubId });
    await letGo(user, wish(court));
    await letGo(user, wish(court));
    for (const slot of [wish(other), wish(court, { startTime: '11:30' })]) {
      expect((await tryToHold(user, slot)).outcome).toBe('held');
    }
  });

  test('does not rest after money that came too late and went back', async () => {
    const [user, court] = await Promise.all([makeUser(), makeCourt()]);
    for (let turn = 0; turn < 2; turn += 1) {
      const { id } = await letGo(user, wish(court));
      await db().update(payments).set({ receivedMinor: 4500 }).where(eq(payments.reservationId, id));
    }
    expect((await tryToHold(user, wish(court))).outcome).toBe('held');
  });
});

describe('a mailbox', () => {
  test('holds four courts at once, under however many addresses', async () => {
    const mailbox = `many-${randomUUID()}`;
    const outcomes: unknown[] = [];
    for (let index = 0; index < 6; index += 1) {
      outcomes.push((await tryToHold(await alias(mailbox, index), wish(await makeCourt()))).outcome);
    }
    expect(outcomes).toEqual(['held', 'held', 'held', 'held', 'open_holds', 'open_holds']);
  });

  test('lets twelve holds go unpaid in a day of the club, and may hold again the next day', async () => {
    const club = await makeClub();
    const court = await makeCourt({ clubId: club.id });
    const mailbox = `idle-${randomUUID()}`;
    const users = await Promise.all([0, 1, 2].map((index) => alias(mailbox, index)));
    const today = dayBounds(localDateOf(Date.now(), ZONE), ZONE);
    const endUnpaid = (index: number, at: Date) =>
      makeReservation({ userId: users[index % 3]?.id ?? '', status: 'expired', holdExpiresAt: at });
    for (let index = 0; index < 11; index += 1) await endUnpaid(index, new Date(today.startsAt + 1));
    await endUnpaid(0, new Date(today.startsAt - 1));
    const user = users[0] ?? (await makeUser());
    expect((await letGo(user, wish(court))).outcome).toBe('held');
    const refused = await tryToHold(user, wish(court, { startTime: '13:00' }));
    expect(refused.outcome).toBe('unpaid_today');
    expect(refused.wait * 1000).toBeGreaterThan(today.endsAt - Date.now() - 60_000);
    const tomorrowsCtx = { ...personContext(user), now: new Date(today.endsAt + 1) };
    await expect(holdSlot(tomorrowsCtx, wish(court, { startTime: '13:00' }))).resolves.toBeDefined();
  });

  test('that books and pays is never counted', async () => {
    const user = await makeUser();
    for (let index = 0; index < 13; index += 1) {
      await makeReservation({
        userId: user.id,
        status: 'cancelled',
        confirmedAt: new Date(),
        cancelledAt: new Date(),
      });
    }
    expect((await tryToHold(user, wish(await makeCourt()))).outcome).toBe('held');
  });
});

describe('twelve addresses of one mailbox that hold at the same moment', () => {
  async function race(): Promise<number> {
    const mailbox = `race-${randomUUID()}`;
    const wishes: [User, HoldSlot][] = [];
    for (let index = 0; index < 12; index += 1) {
      wishes.push([await alias(mailbox, index), wish(await makeCourt())]);
    }
    const outcomes = await Promise.all(wishes.map(([user, slot]) => tryToHold(user, slot)));
    return outcomes.filter(({ outcome }) => outcome === 'held').length;
  }

  test('get four', async () => {
    expect(await race()).toBe(4);
  });

  test('control: get more without the lock of their mailbox', async () => {
    await withoutLocks(() => expect.poll(race, { timeout: 60_000 }).toBeGreaterThan(4));
  });
});
