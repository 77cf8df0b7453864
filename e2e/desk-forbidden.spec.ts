import type { Page } from '@playwright/test';
import { asc, eq, inArray } from 'drizzle-orm';
import { db, transaction } from '@/db';
import { audit, customers, dues, reservations, tillEntries } from '@/db/schema';
import { writeAct } from '@/lib/records/acts';
import {
  makeCustomer,
  makeDue,
  makeReservation,
  makeStaff,
  makeTillEntry,
  makeTillShift,
  makeUser,
  personContext,
} from '@/test/factories';
import { expectAccessibleInBothThemes } from './accessibility';
import { bookByPhone, expect, inBothLanguages, LATER, test } from './desk-steps';
import { inDays, type OwnClub } from './world';

type Try = { what: string; method: string; path: string; body?: object };

/** What the desk may not do, each with something that it could be done to. */
async function forbiddenTo({ id, courts }: OwnClub): Promise<Try[]> {
  const manager = await makeUser({ name: 'Marta Gil' });
  await makeStaff(manager.id, id, 'manager');
  const booking = await makeReservation({
    courtId: courts[0].id,
    startsAt: new Date(`${inDays(4)}T10:00:00Z`),
  });
  const due = await makeDue(booking);
  const shift = await makeTillShift(id, manager.id);
  const entry = await makeTillEntry(booking, { amountMinor: 500, takenBy: manager.id, shiftId: shift.id });
  const [ana, bea] = [await makeCustomer(id, { name: 'Ana' }), await makeCustomer(id, { name: 'Bea' })];
  const act = await transaction((tx) =>
    writeAct(tx, personContext(manager), {
      clubId: id,
      kind: 'lock',
      changes: [{ entity: 'reservation', id: booking.id, before: {}, after: {}, revision: 0 }],
      summary: {},
      lasts: 'day',
    }),
  );
  const place = { court_ids: [courts[1].id], date: LATER, start_time: '10:00' };
  const price = { amount: '5.00', reason: 'Amigo' };
  const post = (what: string, path: string, body: object = {}) => ({ what, method: 'POST', path, body });
  const hire = { email: 'amigo@pista.test', role: 'owner' };
  return [
    post('another price', `clubs/${id}/bookings`, { ...place, duration: 60, kind: 'walk_in', price }),
    post('a block of more than a day', `clubs/${id}/bookings`, {
      ...place,
      date: inDays(6),
      duration: 1500,
      kind: 'block',
    }),
    post('a waiver', `dues/${due.id}/waive`, { reason: 'Amigo' }),
    post('the correction of a colleague’s entry', `till/entries/${entry.id}/reverse`, { reason: 'No' }),
    post('the count of a colleague’s till', `till/shifts/${shift.id}/close`, { counted: '0.00' }),
    ...(['full', 'none', 'weather'] as const).map((refund) =>
      post(`a cancellation with ${refund}`, `reservations/${booking.id}/cancel`, { refund, reason: 'Sí' }),
    ),
    post('an undo of a colleague’s act', `acts/${act.id}/undo`),
    post('a block of a person', `customers/${ana.id}/block`, { reason: 'No' }),
    post('a merge', `customers/${ana.id}/merge`, { into: bea.id }),
    post('an erasure', `customers/${ana.id}/erase`),
    {
      what: 'a category',
      method: 'PATCH',
      path: `customers/${ana.id}`,
      body: { revision: 0, category: 'member' },
    },
    { what: 'the list of all bookings', method: 'GET', path: `clubs/${id}/exports/bookings.csv` },
    { what: 'the team', method: 'GET', path: `clubs/${id}/team` },
    post('a hire', `clubs/${id}/team`, hire),
    { what: 'the end of the club', method: 'DELETE', path: `clubs/${id}` },
  ];
}

/** Everything of the club that one of them would change. */
async function booksOf({ id }: OwnClub) {
  const bookings = await db().select().from(reservations).where(eq(reservations.clubId, id));
  const owed = await db().select().from(dues).where(eq(dues.clubId, id));
  const entries = await db().select().from(tillEntries).where(eq(tillEntries.clubId, id));
  const people = await db()
    .select()
    .from(customers)
    .where(eq(customers.clubId, id))
    .orderBy(asc(customers.id));
  const told = await db()
    .select()
    .from(audit)
    .where(
      inArray(
        audit.entityId,
        [...bookings, ...owed, ...entries, ...people].map((row) => row.id),
      ),
    );
  return { bookings, owed, entries, people, told };
}

/** Asks the API as the page itself does, with the session of the tab. */
const ask = (page: Page, { method, path, body }: Try): Promise<number> =>
  page.evaluate(
    async ({ method, path, body }) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`/api/v1/${path}`, {
        method,
        ...(body && { headers, body: JSON.stringify(body) }),
      });
      await answer.text();
      return answer.status;
    },
    { method, path, body },
  );

// A browser logs each refusal.
test.use({ expectedErrors: [/status of 403/] });

test('a desk tries over the API whatever is not its to do, and nothing is done', async ({
  page,
  desk,
  board,
}) => {
  const tries = await forbiddenTo(desk);
  await board.open(desk.slug, { date: LATER, view: 'day' });
  const before = await booksOf(desk);
  for (const one of tries) expect(await ask(page, one), one.what).toBe(403);
  expect(await booksOf(desk)).toEqual(before);
});

test.describe('of a manager', () => {
  test.use({ role: 'manager' });

  test('the same is done, so that the refusals were of the role', async ({ page, desk, board }) => {
    const tries = await forbiddenTo(desk);
    const ofOwner = ['the team', 'a hire', 'the end of the club'];
    // Each may be done once, and nobody has a category after their erasure.
    const spent = [
      'a category',
      'a cancellation with none',
      'a cancellation with weather',
      'an undo of a colleague’s act',
    ];
    await board.open(desk.slug, { date: LATER, view: 'day' });
    for (const one of tries.filter(({ what }) => ![...ofOwner, ...spent].includes(what)))
      expect(await ask(page, one), one.what).toBeLessThan(300);
  });
});

inBothLanguages(() => {
  test('the pages of the desk offer none of it, and a typed address says whose it is', async ({
    page,
    site,
    desk,
    board,
  }) => {
    const { t } = site;
    const booking = await bookByPhone(desk, { name: 'Ana Ruiz' });
    const rail = page.getByRole('navigation', { name: t('desk.rail') });
    await board.open(desk.slug, { date: LATER, view: 'day', booking: booking.id });
    await expect(board.panel).toBeVisible();
    await expect(rail.getByRole('link', { name: t('desk.page_team') })).toHaveCount(0);
    await expect(board.panel.getByText(t('panel.waive'), { exact: true })).toHaveCount(0);
    await board.panel.getByText(t('panel.cancel'), { exact: true }).click();
    for (const way of ['panel.cancel_full', 'panel.cancel_none', 'panel.cancel_weather'] as const)
      await expect(board.panel.getByText(t(way), { exact: true })).toHaveCount(0);
    await expectAccessibleInBothThemes(page);
    await board.open(desk.slug, { date: LATER, view: 'day', new: '' });
    await expect(board.form).toBeVisible();
    await expect(board.form.getByLabel(t('planner.ownPrice'))).toHaveCount(0);
    await site.open(`/admin/${desk.slug}/team`);
    await expect(page.getByRole('heading', { name: t('desk.forbiddenTitle') })).toBeVisible();
  });
});
