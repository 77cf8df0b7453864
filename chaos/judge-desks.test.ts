import { eq, sql } from 'drizzle-orm';
import { afterEach, describe, expect, test } from 'vitest';
import { db } from '@/db';
import { acts, dues, reservations, staffRoles, tillShifts } from '@/db/schema';
import { closeShift } from '@/lib/billing/shifts/close-shift';
import { openShift } from '@/lib/billing/shifts/open-shift';
import { payDue } from '@/lib/billing/pay-due';
import { addDays, localDateOf } from '@/lib/core/time';
import { bookAtDesk } from '@/lib/desk/bookings/book-at-desk';
import { bookAtDeskSchema } from '@/lib/desk/bookings/read-wish';
import { makeClub, makeCourt, makeUser, personContext } from '@/test/factories';
import { forgetBookings } from '@/test/forget-bookings';
import { useSandbox } from '@/test/sandbox';
import { judge } from './judge';
import type { DeskStory } from './story';

const sandbox = useSandbox({ providers: ['stripe', 'resend', 'twilio'] });
const DATE = addDays(localDateOf(Date.now(), 'Europe/Madrid'), 3);

afterEach(forgetBookings);

/** A walk-in that paid in cash, as its desk saw it. */
async function paidInCash() {
  const club = await makeClub();
  const court = await makeCourt({ clubId: club.id });
  const user = await makeUser();
  const role = 'owner' as const;
  await db().insert(staffRoles).values({ userId: user.id, clubId: club.id, role });
  const desk = personContext(user, { staff: [{ clubId: club.id, role }] });
  const shift = await openShift(desk, club.slug, { float: '100.00' });
  const wish = { courtIds: [court.id], date: DATE, startTime: '10:00', durationMinutes: 60, kind: 'walk_in' };
  const { items } = await bookAtDesk(desk, club.slug, bookAtDeskSchema.parse(wish));
  const [item] = items;
  const [due] = await db().select().from(dues).where(eq(dues.clubId, club.id));
  if (!item || !due) throw new Error('it was booked and is owed');
  await payDue({ ...desk, requestKey: 'one' }, due.id, { method: 'cash', shiftId: shift.id });
  const story: DeskStory = {
    clubId: club.id,
    booked: 'ok',
    reservationId: item.id,
    revision: item.revision,
    place: { courtId: court.id, startsAt: item.startsAt },
    status: 'confirmed',
    taken: 'ok',
  };
  return { club, desk, shift, due, story, id: item.id };
}

describe('the judge of the desks', () => {
  test('has nothing to say of a walk-in that was paid and a till that was closed', async () => {
    const { desk, shift, story } = await paidInCash();
    await closeShift(desk, shift.id, { counted: '130.00' });
    expect(await judge(sandbox(), [], [story])).toEqual([]);
  });

  test('sees a walk-in that is elsewhere, was cancelled, or whose money is in no till', async () => {
    const { story, id } = await paidInCash();
    const place = { courtId: 0, startsAt: 0 };
    const breaches = await judge(sandbox(), [], [{ ...story, place, status: 'cancelled' }]);
    expect(breaches.join('\n')).toMatch(/was left cancelled and is confirmed/);
    expect(breaches.join('\n')).toMatch(/was left on court 0/);
    await db().execute(sql`alter table till_entries disable trigger user`);
    await db().execute(sql`delete from till_entries`);
    await db().execute(sql`alter table till_entries enable trigger user`);
    const unpaid = await judge(sandbox(), [], [story]);
    expect(unpaid).toContain(`P8 walk-in ${id} was paid, and no till says so`);
    expect(unpaid).toContain(`P5 ${id} is confirmed and cost its player 0 instead of 3000`);
  });

  test('sees a due that is gone, and a walk-in that no desk was told of', async () => {
    const { due, story, id } = await paidInCash();
    await db()
      .insert(dues)
      .values({ ...due, id: crypto.randomUUID(), settledAt: null });
    const refused = { ...story, reservationId: null, booked: 'fail' } as const;
    const breaches = await judge(sandbox(), [], [refused]);
    expect(breaches).toContain(`P5 ${id} is confirmed and cost its player 6000 instead of 3000`);
    expect(breaches).toContain(`P8 walk-in ${id} was booked, and its desk was refused`);
  });

  test('sees a coin that fell beside a till, and one that came after it was closed', async () => {
    const { desk, shift } = await paidInCash();
    await closeShift(desk, shift.id, { counted: '130.00' });
    await db()
      .update(tillShifts)
      .set({ expectedMinor: 1, closedAt: sql`opened_at` })
      .where(eq(tillShifts.id, shift.id));
    const breaches = await judge(sandbox(), []);
    expect(breaches).toContain(`P9 till ${shift.id} was closed with 1 and has 13000`);
    expect(breaches.join('\n')).toMatch(/came to till \S+ after it was closed/);
  });

  test('sees an act that was undone after its time', async () => {
    const { club, desk, id } = await paidInCash();
    const by = desk.actor.kind === 'person' ? desk.actor.userId : '';
    const undoUntil = new Date(Date.now() - 60_000);
    const act = { clubId: club.id, kind: 'details', by, requestId: 'r', changes: [], summary: {} } as const;
    await db()
      .insert(acts)
      .values({ ...act, undoUntil, undoneAt: new Date(), undoneBy: by });
    expect((await judge(sandbox(), [])).join('\n')).toMatch(/P10 act \S+ was undone after its time/);
    expect(await db().$count(reservations, eq(reservations.id, id))).toBe(1);
  });
});
