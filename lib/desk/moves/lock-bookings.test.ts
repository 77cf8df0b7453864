import { afterEach, describe, expect, test } from 'vitest';
import { sql } from '@/db';
import { dropCatalogue } from '@/lib/catalogue/catalogue';
import { isAppError } from '@/lib/core/errors';
import { addDays, firstInstantOf, localDateOf } from '@/lib/core/time';
import { holdSlot, holdSlotSchema } from '@/lib/reservations/hold-slot';
import {
  makeClub,
  makeCourt,
  makeReservation,
  makeUser,
  personContext,
  type Reservation,
} from '@/test/factories';
import { forgetBookings } from '@/test/forget-bookings';
import { withoutLocks } from '@/test/without-locks';
import { moveBooking } from './move-booking';
import { swapBookings } from './swap-bookings';

const ZONE = 'Europe/Madrid';
const DATE = addDays(localDateOf(Date.now(), ZONE), 3);
const at = (hour: number) => new Date(firstInstantOf(DATE, hour * 60, ZONE));

async function outcomeOf(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return 'done';
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
}

const countOf = (outcomes: readonly string[], wanted: string) =>
  outcomes.filter((outcome) => outcome === wanted).length;

/** A club with a desk of its own for each of some bookings, each on a court of its own, and a free court. */
async function makeDesks(count: number) {
  const club = await makeClub({ gapRule: false, movePrice: 'keep' });
  const wanted = await makeCourt({ clubId: club.id });
  const courts = await Promise.all(Array.from({ length: count }, () => makeCourt({ clubId: club.id })));
  const bookings = await Promise.all(
    courts.map(({ id }) =>
      makeReservation({ clubId: club.id, courtId: id, startsAt: at(10), listPriceMinor: 4500 }),
    ),
  );
  const desks = await Promise.all(
    courts.map(async () => personContext(await makeUser(), { staff: [{ clubId: club.id, role: 'desk' }] })),
  );
  dropCatalogue();
  return { wanted, bookings, desks };
}

const CONSTRAINT = `EXCLUDE USING gist (court_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
  WHERE (status IN ('payment_pending', 'pending', 'confirmed', 'completed'))`;

/** Runs a race without locks and constraint until it shows what they prevent. */
async function withoutGuards(race: () => Promise<number>): Promise<void> {
  await sql()`alter table reservations drop constraint reservations_no_overlap`;
  await withoutLocks(() => expect.poll(race, { timeout: 60_000 }).toBeGreaterThan(1));
  await forgetBookings();
  await sql().unsafe(`alter table reservations add constraint reservations_no_overlap ${CONSTRAINT}`);
}

afterEach(dropCatalogue);

describe('desks that move their bookings to one place at once', () => {
  const DESKS = 16;

  async function race(): Promise<string[]> {
    const { wanted, bookings, desks } = await makeDesks(DESKS);
    const place = { courtId: wanted.id, date: DATE, startTime: '18:00', revision: 0, notify: true };
    return Promise.all(
      bookings.map(({ id }, index) => {
        const ctx = desks[index];
        if (!ctx) throw new Error('each booking has a desk');
        return outcomeOf(moveBooking(ctx, { reservationId: id, ...place }));
      }),
    );
  }

  test('one gets it, and the others hear that it is taken', async () => {
    const outcomes = await race();
    expect([countOf(outcomes, 'done'), countOf(outcomes, 'slot_taken')]).toEqual([1, DESKS - 1]);
  });

  test('without the lock the constraint alone still lets one through', async () => {
    await withoutLocks(async () => {
      expect(countOf(await race(), 'done')).toBe(1);
    });
  });

  test('control: without lock and constraint more than one gets it', async () => {
    await withoutGuards(async () => countOf(await race(), 'done'));
  });
});

describe('a desk that moves a booking to a place that a player takes at that moment', () => {
  async function race(): Promise<string[]> {
    const { wanted, bookings, desks } = await makeDesks(1);
    const [[booking], [desk], player] = [bookings, desks, await makeUser()];
    if (!booking || !desk) throw new Error('there is one of each');
    const place = { courtId: wanted.id, date: DATE, startTime: '18:00' };
    const hold = holdSlotSchema.parse({ ...place, durationMinutes: 90 });
    return Promise.all([
      outcomeOf(moveBooking(desk, { ...place, reservationId: booking.id, revision: 0, notify: true })),
      outcomeOf(holdSlot(personContext(player), hold)),
    ]);
  }

  test('one of the two has it', async () => {
    for (let round = 0; round < 10; round += 1) {
      expect((await race()).toSorted()).toEqual(['done', 'slot_taken']);
    }
  });

  test('control: without lock and constraint both do', async () => {
    await withoutGuards(async () => countOf(await race(), 'done'));
  });
});

describe('desks that swap the same two bookings at once', () => {
  async function race(): Promise<string[]> {
    const { bookings, desks } = await makeDesks(2);
    const [[a, b], [one, other]] = [bookings.map(seen), desks];
    if (!a || !b || !one || !other) throw new Error('there are two of each');
    return Promise.all([
      outcomeOf(swapBookings(one, { a, b, notify: true })),
      outcomeOf(swapBookings(other, { a: b, b: a, notify: true })),
    ]);
  }
  const seen = ({ id, revision }: Reservation) => ({ id, revision });

  test('one swaps them, and the other hears that they changed', async () => {
    for (let round = 0; round < 10; round += 1) {
      expect((await race()).toSorted()).toEqual(['conflict', 'done']);
    }
  });

  test('control: without locks both believe that they did', async () => {
    await withoutLocks(() =>
      expect.poll(async () => countOf(await race(), 'done'), { timeout: 60_000 }).toBeGreaterThan(1),
    );
  });

  test('and those who swap others between the same courts do not wait for each other for ever', async () => {
    const { bookings, desks } = await makeDesks(2);
    const [[a, b], [one, other]] = [bookings, desks];
    if (!a || !b || !one || !other) throw new Error('there are two of each');
    const later = await Promise.all(
      [a, b].map(({ clubId, courtId }) =>
        makeReservation({ clubId, courtId, startsAt: at(18), listPriceMinor: 4500 }),
      ),
    );
    const [c, d] = later;
    if (!c || !d) throw new Error('there are two more');
    for (let revision = 0; revision < 10; revision += 1) {
      const at = ({ id }: Reservation) => ({ id, revision });
      const outcomes = await Promise.all([
        outcomeOf(swapBookings(one, { a: at(a), b: at(b), notify: true })),
        outcomeOf(swapBookings(other, { a: at(d), b: at(c), notify: true })),
      ]);
      expect(outcomes).toEqual(['done', 'done']);
    }
  });
});
