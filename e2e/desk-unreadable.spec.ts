import { eq, type SQL, sql } from 'drizzle-orm';
import { db } from '@/db';
import { reservations } from '@/db/schema';
import { HOUR_MS } from '@/lib/core/time';
import { makeReservation } from '@/test/factories';
import { bookByPhone, expect, inBothLanguages, LATER, test } from './desk-steps';
import { untilScripted } from './site';

test.use({ expectedErrors: [/status of 500|react\.dev\/errors\/441/] });

inBothLanguages(() => {
  test('the day stays to be read while a new one cannot be, and comes on trying again', async ({
    page,
    site,
    desk,
    board,
  }) => {
    await bookByPhone(desk, { name: 'Ana Ruiz' });
    const startsAt = new Date(`${LATER}T15:00:00Z`);
    const endsAt = new Date(startsAt.getTime() + HOUR_MS);
    const block = await makeReservation({ courtId: desk.courts[1].id, kind: 'block', startsAt, endsAt });
    const endAt = (end: Date | SQL) =>
      db().update(reservations).set({ endsAt: end }).where(eq(reservations.id, block.id));
    await board.open(desk.slug, { date: LATER, view: 'day' });
    const next = page.getByRole('link', { name: site.t('board.dayAfter') });
    await untilScripted(next);
    await page.locator('.board').evaluate((element) => element.scrollTo({ top: 200 }));

    // No clock can write that year.
    await endAt(sql`'290000-01-01'`);
    await next.click();
    const failure = page.getByRole('alert').filter({ has: page.getByRole('heading', { level: 1 }) });
    await expect(failure).toBeVisible();
    const old = page.locator('[inert] .board');
    await expect(old.getByText('Ana Ruiz')).toBeVisible();
    expect(await old.evaluate(({ scrollTop }) => scrollTop)).toBe(200);

    await endAt(endsAt);
    await failure.getByRole('button').click();
    await expect(failure).toHaveCount(0);
    await expect(page.locator('.board')).toBeVisible();
    await expect(board.item('Ana Ruiz')).toHaveCount(0);
  });
});
