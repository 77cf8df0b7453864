import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { reservations } from '@/db/schema';
import { bookByPhone, expect, inBothLanguages, LATER, test } from './desk-steps';

test.use({ expectedErrors: [/status of 500|react\.dev\/errors\/441/] });

inBothLanguages(() => {
  test('the day stays to be read while a new one cannot be, and comes on trying again', async ({
    page,
    desk,
    board,
  }) => {
    const { id, currency, startsAt } = await bookByPhone(desk, { name: 'Ana Ruiz' });
    // Naming its start tells the boards that it changed.
    const spoil = (to: string) =>
      db().update(reservations).set({ currency: to, startsAt }).where(eq(reservations.id, id));
    await board.open(desk.slug, { date: LATER, view: 'day' });
    await expect(board.item('Ana Ruiz')).toBeVisible();
    await page.locator('.board').evaluate((element) => element.scrollTo({ top: 200 }));

    await spoil('?');
    const failure = page.getByRole('alert').filter({ has: page.getByRole('heading', { level: 1 }) });
    await expect(failure).toBeVisible();
    const old = page.locator('[inert] .board');
    await expect(old.getByText('Ana Ruiz')).toBeVisible();
    expect(await old.evaluate(({ scrollTop }) => scrollTop)).toBe(200);

    await spoil(currency);
    await failure.getByRole('button').click();
    await expect(board.item('Ana Ruiz')).toBeVisible();
    await expect(failure).toHaveCount(0);
  });
});
