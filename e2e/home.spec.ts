import { expect, test } from './fixtures';
import { book, hold, inDays } from './world';

test('home says which court is held, for how long, and leads to its payment @phone', async ({
  page,
  site,
  home,
  checkout,
  player,
  club,
}) => {
  const played = await book(player, { courtId: club.courts[1].id, date: inDays(3) });
  const held = await hold(player, { courtId: club.courts[0].id });
  await home.open();
  await expect(home.own.getByRole('timer')).toHaveText(
    new RegExp(site.t('home.heldLeft', { left: '9:[0-5]\\d' })),
  );
  await expect(home.own).toContainText(site.euros(4500));
  await expect(home.own.locator(`a[href$="/reservations/${played.id}"]`)).toBeVisible();
  await home.finish(club.name).click();
  await expect(page).toHaveURL(new RegExp(`/checkout/${held.id}`));
  await expect(checkout.pay(4500)).toBeVisible();
});

test('the ticket of a held court leads to its payment, that of a paid one to the booking', async ({
  page,
  reservation,
  player,
  club,
}) => {
  const held = await hold(player, { courtId: club.courts[0].id });
  const played = await book(player, { courtId: club.courts[1].id, date: inDays(3) });
  await reservation.openGames();
  await expect(page.locator(`main a[href$="/checkout/${held.id}"]`)).toBeVisible();
  await expect(page.locator(`main a[href$="/reservations/${played.id}"]`)).toBeVisible();
  await expect(page.locator(`main a[href$="/reservations/${held.id}"]`)).toHaveCount(0);
});

test.describe('a reader in London', () => {
  test.use({ signedIn: false, timezoneId: 'Europe/London' });

  test('is shown the clubs of their zone from the second visit on', async ({ page, home }) => {
    await home.open();
    await expect(home.form).toBeVisible();
    await expect
      .poll(async () => (await page.context().cookies()).map(({ name }) => name))
      .toContain('pista-zone');
    await home.open();
    await expect(home.popularIn('London')).toBeVisible();
  });
});
