import { expectAccessibleInBothThemes, expectNoSidewaysScroll } from './accessibility';
import { expect, test } from './fixtures';
import { inDays, openClub } from './world';

const PRICE = 4500;

test('the results open as a map when asked, and a pin leads to its club @phone', async ({
  page,
  site,
  club,
  results,
}) => {
  await openClub(club.city, { latitude: 40.43, longitude: -3.7 });
  const scripts: string[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) scripts.push(response.url());
  });
  await results.open({ city: club.city, date: inDays(1) });
  await expect(results.clubs).toHaveCount(2);
  await page.waitForLoadState('networkidle');
  const before = scripts.length;
  await page.getByRole('link', { name: site.t('map.mapView') }).click();
  await expect(page).toHaveURL(/view=map/);
  const map = page.getByRole('region', { name: site.t('map.map') });
  const pin = map.getByRole('link', { name: `${site.shortEuros(PRICE)} ${club.name}` });
  await expect(pin).toBeVisible();
  expect(scripts.length).toBeGreaterThan(before);
  await expect(map.getByText(site.t('map.attribution'))).toBeVisible();
  // Tiles that the policy of the page refuses are no pictures.
  const drawn = () =>
    map
      .locator('img')
      .evaluateAll((tiles: HTMLImageElement[]) => tiles.some((tile) => tile.naturalWidth > 0));
  await expect.poll(drawn).toBe(true);
  await expectNoSidewaysScroll(page);
  await expectAccessibleInBothThemes(page);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await test
      .info()
      .attach(`map-${colorScheme}`, { body: await page.screenshot(), contentType: 'image/png' });
  }

  await pin.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/clubs/${club.slug}`));
});

test('a club shows where it is when asked @phone', async ({ page, site, club, clubView }) => {
  await clubView.open(club.slug, inDays(1));
  await page.getByRole('link', { name: site.t('map.show') }).click();
  const map = page.getByRole('region', { name: site.t('map.map') });
  await expect(map.getByRole('link', { name: club.name })).toBeVisible();
  await test.info().attach('club-map', { body: await page.screenshot(), contentType: 'image/png' });
  await expectAccessibleInBothThemes(page);
});
