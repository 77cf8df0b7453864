import { formatDate } from '@/lib/i18n/format';
import { expect, test } from './fixtures';
import { closeClub, inDays } from './world';

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

test('a day on which the whole club is closed says why and leads to the next day', async ({
  page,
  site,
  clubView,
  club,
}) => {
  await closeClub(club, date, 'Fiestas del barrio');
  await clubView.open(club.slug, date);
  await expect(
    page.getByRole('heading', { name: site.t('empty.closedForTitle', { reason: 'Fiestas del barrio' }) }),
  ).toBeVisible();
  await page
    .getByRole('link', { name: site.t('empty.seeNext', { day: formatDate(inDays(3), 'long', 'es') }) })
    .click();
  await expect(page).toHaveURL(new RegExp(`date=${inDays(3)}`));
  await expect(clubView.grid).toBeVisible();
});

test('a day that is not yet sold says since when it will be', async ({ page, site, clubView, club }) => {
  const opens = formatDate(inDays(80 - club.horizonDays), 'long', 'es');
  await clubView.open(club.slug, inDays(80));
  await expect(page.getByRole('heading', { name: site.t('empty.notYetTitle', { opens }) })).toBeVisible();
});
