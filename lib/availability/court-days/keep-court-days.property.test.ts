import { eq, inArray } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db';
import { courtDays, openingHours, reservations, specialDays } from '@/db/schema';
import { type Club, getClub } from '@/lib/catalogue/catalogue';
import { addDays, firstInstantOf, localDateOf, MINUTE_MS, minuteOfDay } from '@/lib/core/time';
import { wallWindows } from '@/lib/availability/open-day';
import { makeClub, makeCourt, makeReservation } from '@/test/factories';
import { fc } from '@/test/fast-check';
import { keepCourtDays } from './keep-court-days';

type Reservation = typeof reservations.$inferSelect;
type Figures = Record<string, number>;

/** What bookings come to, asked minute by minute. */
function countByMinute(club: Club, bookings: readonly Reservation[]): Map<string, Figures> {
  const days = new Map<string, Figures>();
  const add = (date: string, figure: string, count = 1) => {
    const day = days.get(date) ?? {};
    days.set(date, { ...day, [figure]: (day[figure] ?? 0) + count });
  };
  for (const { kind, status, startsAt, endsAt, holdExpiresAt, createdAt } of bookings) {
    const isGame = kind === 'booking' || kind === 'walk_in';
    const isOver = status === 'cancelled' || status === 'expired';
    const isHeld = status === 'payment_pending' || status === 'pending';
    const runs = isHeld && holdExpiresAt !== null && holdExpiresAt.getTime() > Date.now();
    const isSold = isGame && !isOver && !isHeld;
    const start = placeOf(club, startsAt.getTime());
    if (isSold) {
      add(start.date, 'bookings');
      add(start.date, 'leadMinutes', Math.max(0, Math.trunc((+startsAt - +createdAt) / MINUTE_MS)));
      if (kind === 'walk_in') add(start.date, 'walkIns');
      if (status === 'no_show') add(start.date, 'noShows');
    }
    if (isGame && status === 'cancelled') add(start.date, 'cancelled');
    if (isOver) continue;
    for (let ms = startsAt.getTime(); ms < endsAt.getTime(); ms += MINUTE_MS) {
      const { date, minute } = placeOf(club, ms);
      const isOpen = wallWindows(club, date).some(
        (open) => open.opensMinute <= minute && minute < open.closesMinute,
      );
      if (isSold) add(date, 'soldMinutes');
      if (isSold) add(date, `h${String(Math.floor(minute / 60)).padStart(2, '0')}`);
      if (isOpen && (runs || status === 'confirmed' || status === 'completed')) add(date, 'takenMinutes');
      if (isOpen && !isGame && status !== 'no_show') add(date, 'blockedMinutes');
    }
  }
  return new Map([...days].map(([date, figures]) => [date, withoutZeros(figures)]));
}

/** The day of the club that a minute is of, and its wall minute from the midnight of that day. */
function placeOf(club: Club, ms: number): { date: string; minute: number } {
  const date = localDateOf(ms, club.timeZone);
  const minute = minuteOfDay(ms, club.timeZone);
  const evening = addDays(date, -1);
  const closes = Math.max(0, ...wallWindows(club, evening).map(({ closesMinute }) => closesMinute));
  return minute < Math.min(closes - 1440, 360) ? { date: evening, minute: minute + 1440 } : { date, minute };
}

const withoutZeros = (figures: Figures): Figures =>
  Object.fromEntries(Object.entries(figures).filter(([, count]) => count > 0));

async function readKept(courtId: number): Promise<Map<string, Figures>> {
  const rows = await db().select().from(courtDays).where(eq(courtDays.courtId, courtId));
  return new Map(
    rows.map(({ clubId: _club, courtId: _court, localDate, ...figures }) => [
      localDate,
      withoutZeros(figures),
    ]),
  );
}

/** Zones with the date on which their clocks are changed. */
const PLACES = [
  ['Europe/Madrid', '2026-10-25'],
  ['Europe/Madrid', '2027-03-28'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['America/St_Johns', '2026-11-01'],
  ['America/Mexico_City', '2026-12-01'],
] as const;

const KINDS = ['booking', 'walk_in', 'block', 'maintenance'] as const;
const STATUSES = ['payment_pending', 'confirmed', 'completed', 'no_show', 'cancelled', 'expired'] as const;

const opening = fc
  .record({ opens: fc.integer({ min: 0, max: 20 }), hours: fc.integer({ min: 1, max: 24 }) })
  .map(({ opens, hours }) => ({ opensMinute: opens * 60 + 15, closesMinute: (opens + hours) * 60 + 15 }));

const stay = fc.record({
  /** Where it begins, in steps of fifteen minutes, and for how long. */
  at: fc.integer({ min: 0, max: 3 * 96 }),
  steps: fc.oneof(fc.integer({ min: 1, max: 16 }), fc.integer({ min: 1, max: 16 }), fc.constant(170)),
  kind: fc.constantFrom(...KINDS),
  status: fc.constantFrom(...STATUSES),
  hasRunOut: fc.boolean(),
});
type Stay = typeof stay extends fc.Arbitrary<infer Value> ? Value : never;

const history = fc.record({
  place: fc.constantFrom(...PLACES),
  hours: opening,
  later: fc.option(opening, { nil: null }),
  closedOn: fc.option(fc.integer({ min: -1, max: 1 }), { nil: null }),
  stays: fc.array(stay, { maxLength: 12 }),
  changes: fc.array(fc.record({ which: fc.nat(), to: stay }), { maxLength: 6 }),
});

/** The columns of a stay. A game is at most four hours long, and its start a wall time of the days around the change. */
function columnsOf({ at, steps, kind, status, hasRunOut }: Stay, zone: string, date: string) {
  const startsAt = firstInstantOf(addDays(date, -1), at * 15, zone);
  const isGame = kind === 'booking' || kind === 'walk_in';
  const isHeld = status === 'payment_pending';
  return {
    kind,
    status: isGame || isHeld ? status : ('confirmed' as const),
    startsAt: new Date(startsAt),
    endsAt: new Date(startsAt + Math.min(steps, isGame ? 16 : 170) * 15 * MINUTE_MS),
    holdExpiresAt: isHeld ? new Date(Date.now() + (hasRunOut ? -30_000 : 600_000)) : null,
  };
}

/** What overlaps is refused by the constraint, and then nothing changes. */
const ifFree = (work: Promise<unknown>) => work.catch(() => {});

test('after any history each day holds what asking minute by minute finds, also where the clocks are changed', async () => {
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(history, async ({ place: [zone, date], hours, later, closedOn, stays, changes }) => {
      const { id: clubId } = await makeClub({ timeZone: zone, ...hours });
      const { id: courtId } = await makeCourt({ clubId });
      const ids: string[] = [];
      for (const one of stays) {
        const row = makeReservation({ clubId, courtId, userId: null, ...columnsOf(one, zone, date) });
        await ifFree(row.then(({ id }) => ids.push(id)));
      }
      await keepCourtDays();
      if (later) await db().update(openingHours).set(later).where(eq(openingHours.clubId, clubId));
      if (closedOn !== null) {
        const closed = { clubId, date: addDays(date, closedOn), closed: true, holiday: true, windows: [] };
        await db().insert(specialDays).values(closed);
      }
      for (const { which, to } of changes) {
        const id = ids[which % Math.max(1, ids.length)];
        if (id === undefined) continue;
        const change = columnsOf(to, zone, date);
        await ifFree(
          db()
            .update(reservations)
            .set(change)
            .where(inArray(reservations.id, [id])),
        );
        if (which % 3 === 0) await keepCourtDays();
      }
      await keepCourtDays();
      const bookings = await db().select().from(reservations).where(eq(reservations.courtId, courtId));
      const counted = countByMinute(await getClub(clubId), bookings);
      const kept = await readKept(courtId);
      seen += kept.size;
      expect(kept).toEqual(counted);
    }),
    { numRuns: 40 },
  );
  expect(seen).toBeGreaterThan(80);
});
