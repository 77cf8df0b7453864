import { and, eq } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import { db, sql } from '@/db';
import { audit, participants, payments, reservations } from '@/db/schema';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import { type AppError, isAppError } from '@/lib/core/errors';
import { addDays, instantsOf, localDateOf } from '@/lib/core/time';
import { makeClub, makeCourt, makeReservation, makeUser, personContext, type User } from '@/test/factories';
import { forgetBookings } from '@/test/forget-bookings';
import { withoutLocks } from '@/test/without-locks';
import { refusalOf } from '@/test/refusal-of';
import { type HoldSlot, holdSlot, holdSlotSchema } from './hold-slot';

const ZONE = 'Europe/Madrid';
const tomorrow = addDays(localDateOf(Date.now(), ZONE), 1);

const wish = (courtId: number, overrides: Partial<HoldSlot> = {}): HoldSlot => ({
  ...holdSlotSchema.parse({ courtId, date: tomorrow, startTime: '10:00', durationMinutes: 90 }),
  ...overrides,
});

/** A game of two hours ago that one person booked and another played in. */
async function playTogether(
  booker: User,
  other: User,
  overrides: Parameters<typeof makeReservation>[0] = {},
) {
  const startsAt = new Date(Date.now() - 2 * 3_600_000);
  const { id } = await makeReservation({
    userId: booker.id,
    startsAt,
    status: 'completed',
    ...overrides,
  });
  await db().insert(participants).values({ reservationId: id, position: 0, userId: other.id, name: 'Otra' });
  return id;
}

async function outcomeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return 'held';
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
}

describe('holding a court', () => {
  test('is not for an account that has ended, even if its key was good a moment ago', async () => {
    const court = await makeCourt();
    for (const ended of [{ erasedAt: new Date() }, { disabledAt: new Date() }]) {
      const ctx = personContext(await makeUser(ended));
      expect(await outcomeOf(holdSlot(ctx, wish(court.id)))).toBe('unauthenticated');
    }
  });

  test('keeps beside who did it which API key they did it with, and shows nobody’s mailbox for a name', async () => {
    const [court, user, friend] = await Promise.all([makeCourt(), makeUser(), makeUser({ name: null })]);
    await playTogether(user, friend);
    const via = { kind: 'token', tokenId: '01890a5d-ac96-774b-bcce-b302099a8057', scope: 'write' } as const;
    const { reservationId } = await holdSlot(
      personContext(user, { via }),
      wish(court.id, { participants: [friend.id] }),
    );
    const changes = await db().select().from(audit).where(eq(audit.entityId, reservationId));
    expect(changes).toMatchObject([{ actor: `user:${user.id}`, detail: { api_key: via.tokenId } }]);
    const players = await db()
      .select({ name: participants.name })
      .from(participants)
      .where(eq(participants.reservationId, reservationId));
    expect(players).toEqual([{ name: '—' }]);
  });

  test('saves the reservation with its price, what is owed, who plays and who did it', async () => {
    const [player, friend, court] = await Promise.all([makeUser(), makeUser({ name: 'Bea' }), makeCourt()]);
    await playTogether(player, friend);
    const guest = { name: 'Carla', email: 'carla@example.com' };
    const held = await holdSlot(personContext(player), wish(court.id, { participants: [friend.id, guest] }));

    expect(held).toMatchObject({ priceMinor: 4500, currency: 'EUR' });
    const [row] = await db().select().from(reservations).where(eq(reservations.id, held.reservationId));
    expect(row).toMatchObject({
      status: 'payment_pending',
      courtId: court.id,
      userId: player.id,
      priceMinor: 4500,
    });
    expect(row?.startsAt.getTime()).toBe(instantsOf(tomorrow, 600, ZONE)[0]);
    expect(row?.priceBreakdown).toMatchObject([{ minutes: 90, pricePerHourMinor: 3000, amountMinor: 4500 }]);
    expect(row?.holdExpiresAt?.getTime()).toBeGreaterThan(Date.now() + 9 * 60_000);
    const [payment] = await db()
      .select()
      .from(payments)
      .where(eq(payments.reservationId, held.reservationId));
    expect(payment).toMatchObject({ id: held.paymentId, status: 'pending', amountMinor: 4500, attempt: 1 });
    const players = await db()
      .select()
      .from(participants)
      .where(eq(participants.reservationId, held.reservationId));
    expect(players.map((who) => who.name).sort()).toEqual(['Bea', 'Carla']);
    const changes = await db()
      .select()
      .from(audit)
      .where(and(eq(audit.entity, 'reservation'), eq(audit.entityId, held.reservationId)));
    expect(changes).toMatchObject([
      { fromState: null, toState: 'payment_pending', actor: `user:${player.id}` },
    ]);
  });

  test('a taken court is refused with the nearest free starts of the club', async () => {
    const [first, second, court] = await Promise.all([makeUser(), makeUser(), makeCourt()]);
    await holdSlot(personContext(first), wish(court.id));
    const refusal = await refusalOf(holdSlot(personContext(second), wish(court.id)));
    expect(refusal.code).toBe('slot_taken');
    expect(refusal.details?.alternatives).toMatchObject([
      { court_id: court.id, start_time: '08:30', price: { amount: '45.00', currency: 'EUR' } },
      { court_id: court.id, start_time: '11:30' },
      expect.anything(),
    ]);
  });

  test('a hold that ran out gives way to the next taker at once, and its intent is to be cancelled', async () => {
    const [court, second] = await Promise.all([makeCourt(), makeUser()]);
    const [startsAt] = instantsOf(tomorrow, 600, ZONE);
    const lapsed = await makeReservation({
      courtId: court.id,
      status: 'pending',
      startsAt: new Date(startsAt ?? 0),
      holdExpiresAt: new Date(Date.now() - 1000),
    });
    await db().insert(payments).values({ reservationId: lapsed.id, amountMinor: 4500, currency: 'EUR' });

    await holdSlot(personContext(second), wish(court.id));
    const [before] = await db().select().from(reservations).where(eq(reservations.id, lapsed.id));
    expect(before?.status).toBe('expired');
    const [payment] = await db().select().from(payments).where(eq(payments.reservationId, lapsed.id));
    expect(payment?.cancelRequestedAt).not.toBeNull();
  });

  test('four open holds are the most a person may have', async () => {
    const player = await makeUser();
    const courts = await Promise.all(Array.from({ length: 5 }, () => makeCourt()));
    const outcomes = await Promise.all(
      courts.map((court) => outcomeOf(holdSlot(personContext(player), wish(court.id)))),
    );
    expect(outcomes.filter((outcome) => outcome === 'held')).toHaveLength(4);
    expect(outcomes.filter((outcome) => outcome === 'rate_limited')).toHaveLength(1);
  });

  describe('a participant by user id', () => {
    const nobody = '01890a5d-ac96-774b-bcce-b302099a8057';
    const bookFor = async (player: User, id: string) => {
      const court = await makeCourt();
      return refusalOf(holdSlot(personContext(player), wish(court.id, { participants: [id] })));
    };

    test('who never played with the booker is refused in the words for nobody', async () => {
      const [player, stranger] = await Promise.all([makeUser(), makeUser({ name: 'Secreta' })]);
      const [refused, unknown] = [await bookFor(player, stranger.id), await bookFor(player, nobody)];
      const said = ({ code, message, fields, details }: AppError) => ({ code, message, fields, details });
      expect(said(refused)).toEqual(said(unknown));
      expect(unknown.code).toBe('invalid_input');
    });

    test.each([
      ['has yet to be played', { startsAt: new Date(Date.now() + 86_400_000), status: 'confirmed' }],
      ['was cancelled', { status: 'cancelled' }],
      ['nobody paid', { status: 'expired' }],
    ] as const)('a game that %s makes nobody known', async (_title, overrides) => {
      const [player, other] = await Promise.all([makeUser(), makeUser()]);
      await playTogether(player, other, overrides);
      expect((await bookFor(player, other.id)).code).toBe('invalid_input');
    });

    test('is known to the other from a game, whoever booked it, as one is to oneself', async () => {
      const [player, other, third] = await Promise.all([makeUser(), makeUser(), makeUser()]);
      const game = await playTogether(player, other);
      await db()
        .insert(participants)
        .values({ reservationId: game, position: 1, userId: third.id, name: 'Tercera' });
      for (const [booker, id] of [
        [player, other.id],
        [other, player.id],
        [other, third.id],
        [third, third.id],
      ] as const) {
        const court = await makeCourt();
        const attempt = holdSlot(personContext(booker), wish(court.id, { participants: [id] }));
        expect(await outcomeOf(attempt)).toBe('held');
      }
    });
  });

  test('an unknown participant is named, and nothing is held', async () => {
    const [player, court] = await Promise.all([makeUser(), makeCourt()]);
    const nobody = '01890a5d-ac96-774b-bcce-b302099a8057';
    const refusal = await refusalOf(
      holdSlot(personContext(player), wish(court.id, { participants: [nobody] })),
    );
    expect(refusal).toMatchObject({ code: 'invalid_input', fields: { 'participants.0': expect.any(Array) } });
    expect(await db().select().from(reservations).where(eq(reservations.courtId, court.id))).toHaveLength(0);
  });

  test.each([
    ['off_grid', { startTime: '10:10' }],
    ['duration_not_sold', { durationMinutes: 45 }],
    ['closed', { startTime: '03:00' }],
    ['in_past', { date: addDays(tomorrow, -2) }],
    ['beyond_horizon', { date: addDays(tomorrow, 200) }],
    ['leaves_gap', { startTime: '08:30' }],
  ])('what cannot be booked says why: %s', async (reason, overrides) => {
    const [player, court] = await Promise.all([makeUser(), makeCourt()]);
    const refusal = await refusalOf(holdSlot(personContext(player), wish(court.id, overrides)));
    expect(refusal).toMatchObject({ code: 'not_bookable', details: { reason } });
  });

  test('a time that the spring clock skips is not bookable', async () => {
    const [player, court] = await Promise.all([makeUser(), makeCourt()]);
    const skipped = { date: '2027-03-28', startTime: '02:30' };
    const refusal = await refusalOf(holdSlot(personContext(player), wish(court.id, skipped)));
    expect(refusal).toMatchObject({ code: 'not_bookable', details: { reason: 'dst_gap' } });
  });

  test('29 February is a date in a leap year only', () => {
    const input = { courtId: 1, startTime: '10:00', durationMinutes: 60 };
    expect(holdSlotSchema.safeParse({ ...input, date: '2028-02-29' }).success).toBe(true);
    expect(holdSlotSchema.safeParse({ ...input, date: '2027-02-29' }).success).toBe(false);
  });

  test('extras are priced by the club and added to the total', async () => {
    const club = await makeClub({
      extras: [{ code: 'racket', name: { es: 'Pala', en: 'Racket' }, priceMinor: 300 }],
    });
    const [player, court] = await Promise.all([makeUser(), makeCourt({ clubId: club.id })]);
    const held = await holdSlot(
      personContext(player),
      wish(court.id, { extras: [{ code: 'racket', quantity: 2 }] }),
    );
    expect(held.priceMinor).toBe(5100);
  });
});

test('a hold outlasts somebody who keeps the court to himself for longer than one wait for a lock', async () => {
  const [player, court] = await Promise.all([makeUser(), makeCourt()]);
  const stalled = sql().begin(async (tx) => {
    await tx`select pg_advisory_xact_lock(1, ${court.id})`;
    await new Promise((resolve) => setTimeout(resolve, 2_500));
  });
  expect(await outcomeOf(holdSlot(personContext(player), wish(court.id)))).toBe('held');
  await stalled;
});

describe('fifty people who want the same court at the same moment', () => {
  const CONSTRAINT = `EXCLUDE USING gist (court_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
    WHERE (status IN ('payment_pending', 'pending', 'confirmed', 'completed'))`;

  async function race(): Promise<string[]> {
    const court = await makeCourt();
    const players = await Promise.all(Array.from({ length: 50 }, () => makeUser()));
    dropCatalogue();
    return Promise.all(players.map((player) => outcomeOf(holdSlot(personContext(player), wish(court.id)))));
  }

  afterEach(dropCatalogue);

  test('one gets it and forty-nine are told so', async () => {
    const outcomes = await race();
    expect(outcomes.filter((outcome) => outcome === 'held')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'slot_taken')).toHaveLength(49);
  });

  test('without the lock the constraint alone still lets one through', async () => {
    await withoutLocks(async () => {
      const outcomes = await race();
      expect(outcomes.filter((outcome) => outcome === 'held')).toHaveLength(1);
    });
  });

  test('control: without lock and constraint more than one gets it', async () => {
    await sql()`alter table reservations drop constraint reservations_no_overlap`;
    const held = async () => (await race()).filter((outcome) => outcome === 'held').length;
    await withoutLocks(() => expect.poll(held, { timeout: 60_000 }).toBeGreaterThan(1));
    await forgetBookings();
    await sql().unsafe(`alter table reservations add constraint reservations_no_overlap ${CONSTRAINT}`);
  });
});
