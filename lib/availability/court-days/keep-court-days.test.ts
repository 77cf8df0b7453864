import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { db, transaction } from '@/db';
import { clubs, courtDays, courts, reservations, staleDays } from '@/db/schema';
import { park } from '@/lib/desk/bookings/take-place';
import { makeCourt, makeReservation } from '@/test/factories';
import { untilWaiting } from '@/test/waiting';
import { withoutLocks } from '@/test/without-locks';
import { keepCourtDay, keepCourtDays } from './keep-court-days';

const DATE = '2027-03-10';
/** A time of that day in Madrid. */
const at = (hour: number) => new Date(`${DATE}T${String(hour - 1).padStart(2, '0')}:00:00Z`);

async function bookingsOn(courtId: number): Promise<number> {
  const [day] = await db().select().from(courtDays).where(eq(courtDays.courtId, courtId));
  return day?.bookings ?? 0;
}
const takenOn = async (courtId: number) => {
  const [day] = await db().select().from(courtDays).where(eq(courtDays.courtId, courtId));
  return day?.takenMinutes ?? 0;
};

/** Books while the job runs, which sees nothing of it before the commit, and lets it run once more. */
async function bookDuringTheJob(options: { markedApart: boolean }): Promise<number> {
  const { id: courtId, clubId } = await makeCourt();
  const booking = await makeReservation({ clubId, courtId, startsAt: at(10), status: 'cancelled' });
  await keepCourtDays();
  await transaction(async (tx) => {
    if (options.markedApart) {
      await tx.execute(sql`set local session_replication_role = replica`);
      await db()
        .insert(staleDays)
        .values({ courtId, startsAt: at(10), endsAt: at(11) });
    }
    await tx.update(reservations).set({ status: 'confirmed' }).where(eq(reservations.id, booking.id));
    await keepCourtDays();
  });
  await keepCourtDays();
  return bookingsOn(courtId);
}

test('what commits after the job has looked is counted by its next run', async () => {
  expect(await bookDuringTheJob({ markedApart: false })).toBe(1);
});

test('control: with a mark that does not wait for the commit it is never counted', async () => {
  expect(await bookDuringTheJob({ markedApart: true })).toBe(0);
});

const definition = z.tuple([z.object({ text: z.string() })]);

/**
 * Counts a day as a repair does, which is held up in the middle of its statement. Meanwhile the job counts a booking
 * that came since. Returns how many bookings the day has afterwards.
 */
async function countTwiceAtOnce(meanwhile: (job: Promise<unknown>) => Promise<unknown>): Promise<number> {
  const { id: courtId, clubId } = await makeCourt();
  await makeReservation({ clubId, courtId, startsAt: at(10) });
  await keepCourtDays();
  const [{ text }] = definition.parse([
    ...(await db().execute(sql`select pg_get_functiondef('night_minutes'::regproc) as text`)),
  ]);
  await db().execute(sql`create table gate ()`);
  await db().execute(sql`create function wait_if_slow() returns int language plpgsql as $$ begin
    if current_setting('test.slow', true) = 'on' then perform from gate; end if;
    return 0; end $$`);
  await db().execute(sql.raw(text.replace('LEAST(360', 'wait_if_slow() + LEAST(360')));
  let slow: Promise<unknown> = Promise.resolve();
  try {
    await db().transaction(async (held) => {
      await held.execute(sql`lock table gate`);
      slow = transaction(async (tx) => {
        await tx.execute(sql`set local test.slow = 'on'`);
        await keepCourtDay(tx, courtId, DATE);
      });
      await untilWaiting(1);
      await makeReservation({ clubId, courtId, startsAt: at(12) });
      await meanwhile(keepCourtDays());
    });
    await slow;
    await keepCourtDays();
  } finally {
    await db().execute(sql.raw(text));
    await db().execute(sql`drop function wait_if_slow()`);
    await db().execute(sql`drop table gate`);
  }
  return bookingsOn(courtId);
}

test('a slow count does not write over a later one', async () => {
  const counting: Promise<unknown>[] = [];
  const bookings = await countTwiceAtOnce(async (job) => {
    counting.push(job);
    await untilWaiting(2);
  });
  await Promise.all(counting);
  expect(bookings).toBe(2);
});

test('control: without the lock it does', async () => {
  await withoutLocks(async () => {
    expect(await countTwiceAtOnce((job) => job)).toBe(1);
  });
});

/** Marks every day of courts that were never booked, as the migration did with all courts. */
async function markCourts(count: number): Promise<void> {
  const { clubId } = await makeCourt();
  await db().execute(sql`
    with added as (
      insert into courts (club_id, name, position, sport, indoor, surface, format)
      select ${clubId}, 'Pista', 1000 + n, 'padel', true, 'turf', 'double' from generate_series(1, ${count}::int) n
      returning id)
    insert into stale_days (court_id, starts_at, ends_at)
    select id, timestamptz '2000-01-01Z', timestamptz '2300-01-01Z' from added`);
}

test('one run sees to as many courts as fit into its time', async () => {
  await keepCourtDays();
  await markCourts(700);
  expect(await keepCourtDays()).toBe(700);
  expect(await db().$count(staleDays)).toBe(0);
});

test('a run whose time is over leaves the rest to the next', async () => {
  await keepCourtDays();
  await markCourts(25);
  expect(await keepCourtDays({ runMs: 0 })).toBe(10);
  expect(await keepCourtDays({ runMs: 0 })).toBe(10);
  expect(await keepCourtDays()).toBe(5);
});

test('a club that has bookings cannot be deleted, so what its courts sold stays', async () => {
  const { clubId, courtId } = await makeReservation({ startsAt: at(10) });
  await keepCourtDays();
  const refused = { cause: { code: '23503' } };
  await expect(db().delete(courts).where(eq(courts.id, courtId))).rejects.toMatchObject(refused);
  await expect(db().delete(clubs).where(eq(clubs.id, clubId))).rejects.toMatchObject(refused);
  expect(await bookingsOn(courtId)).toBe(1);
});

test('what a court sold goes with it, and the marks that its bookings left are worked off', async () => {
  const { courtId } = await makeReservation({ startsAt: at(10) });
  await keepCourtDays();
  await transaction(async (tx) => {
    await tx.delete(reservations).where(eq(reservations.courtId, courtId));
    await tx.delete(courts).where(eq(courts.id, courtId));
  });
  expect(await db().select().from(courtDays).where(eq(courtDays.courtId, courtId))).toEqual([]);
  await keepCourtDays();
  expect(await db().$count(staleDays)).toBe(0);
});

test('a hold takes its court until it runs out, although nobody has ended it yet', async () => {
  const { id: courtId, clubId } = await makeCourt();
  const hold = { clubId, courtId, startsAt: at(10), durationMinutes: 60, status: 'payment_pending' } as const;
  const { id } = await makeReservation(hold);
  await keepCourtDays();
  expect([await takenOn(courtId), await bookingsOn(courtId)]).toEqual([60, 0]);

  await db().transaction(async (tx) => {
    // As the clock does it, which fires no trigger.
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx
      .update(reservations)
      .set({ holdExpiresAt: sql`now() - interval '1 second'` })
      .where(eq(reservations.id, id));
  });
  await keepCourtDays();
  expect(await takenOn(courtId)).toBe(0);
});

test('bookings that exchange their courts are counted where they come to lie, and nothing where they wait', async () => {
  const [one, other] = [await makeCourt(), await makeCourt()];
  const short = await makeReservation({ ...place(one), startsAt: at(10), durationMinutes: 60 });
  const long = await makeReservation({ ...place(other), startsAt: at(10), durationMinutes: 120 });
  await transaction(async (tx) => {
    await park(tx, [short.id, long.id]);
    const to = (id: string, { startsAt, endsAt }: typeof short, court: typeof one) =>
      tx
        .update(reservations)
        .set({ ...place(court), startsAt, endsAt })
        .where(eq(reservations.id, id));
    await to(short.id, short, other);
    await to(long.id, long, one);
  });
  expect(await db().select().from(staleDays).where(sql`starts_at > '2900-01-01'`)).toEqual([]);
  await keepCourtDays();
  expect([await takenOn(one.id), await takenOn(other.id)]).toEqual([120, 60]);
});

const place = ({ id, clubId }: { id: number; clubId: number }) => ({ courtId: id, clubId });

test('a booking that is deleted, as a bench does, leaves no row', async () => {
  const { id: courtId, clubId } = await makeCourt();
  const { id } = await makeReservation({ clubId, courtId, startsAt: at(10) });
  await keepCourtDays();
  expect(await bookingsOn(courtId)).toBe(1);
  await db().delete(reservations).where(eq(reservations.id, id));
  await keepCourtDays();
  expect(await db().$count(courtDays, eq(courtDays.courtId, courtId))).toBe(0);
});
