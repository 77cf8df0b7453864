import { expect, test } from './fixtures';
import { inDays } from './world';

test.use({ signedIn: false });

const date = inDays(2);

test('a search that is changed keeps the day, the order and the filters that were chosen since', async ({
  page,
  site,
  home,
  results,
  club,
}) => {
  await results.open({ city: 'Toledo', date, duration: '90', time: '10:00', sort: 'earliest' });
  await expect(results.clubs.filter({ hasText: club.name })).toBeVisible();
  await results.day(inDays(3)).click();
  await expect(page).toHaveURL(new RegExp(`date=${inDays(3)}`));

  await results.change.click();
  await home.duration(60).check();
  await home.submit.click();
  await expect(page).toHaveURL(/duration=60/);
  await expect(page).toHaveURL(/time=10%3A00/);
  await expect(page).toHaveURL(new RegExp(`date=${inDays(3)}`));
  await expect(page).toHaveURL(/sort=earliest/);
  await expect(home.submit).toBeHidden();
  await expect(page.getByText(site.t('results.sortEarliest'), { exact: true })).toHaveAttribute(
    'aria-current',
    'true',
  );
});

test('a city without clubs leads to the nearest one and its clubs', async ({ site, results }) => {
  await results.open({ city: 'Toledp', date, duration: '90' });
  await expect(results.nothing(site.t('results.unknownTitle', { city: 'Toledp' }))).toBeVisible();
  await expect(results.searchIn('Toledo')).toBeVisible();
});

test('a city whose clubs have no such court says so, and not that it has no clubs', async ({
  site,
  results,
  club,
}) => {
  expect(club.city).toBe('Toledo');
  await results.open({ city: 'Toledo', date, duration: '90', surface: 'grass' });
  await expect(results.nothing(site.t('results.filteredOutTitle'))).toBeVisible();
  await results.clearFilters.click();
  await expect(results.clubs.filter({ hasText: club.name })).toBeVisible();
});
