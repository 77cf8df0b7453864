import { formatDate } from '@/lib/core/i18n/format';
import { expectLabelsInNames } from './accessibility';
import { expect, test } from './fixtures';
import { closeClub, inDays, openClub, ownCity, singlesCourt } from './world';

test.use({ signedIn: false });

const date = inDays(2);

test('a search that is changed keeps the day, the order and the filters that were chosen since', async ({
  page,
  site,
  home,
  results,
  club,
}) => {
  await results.open({ city: club.city, date, duration: '90', time: '10:00', sort: 'earliest' });
  await expect(results.clubs.filter({ hasText: club.name })).toBeVisible();
  await results.day(inDays(3)).click();
  await expect(page).toHaveURL(new RegExp(`date=${inDays(3)}`));

  await home.duration.selectOption('60');
  await home.submit.click();
  await expect(page).toHaveURL(/duration=60/);
  await expect(page).toHaveURL(/time=10%3A00/);
  await expect(page).toHaveURL(new RegExp(`date=${inDays(3)}`));
  await expect(page).toHaveURL(/sort=earliest/);
  await results.order.click();
  await expect(results.inOrder(site.t('results.sortEarliest'))).toHaveAttribute('aria-current', 'true');
});

test('a misspelt city leads to the one that was meant', async ({ site, results }) => {
  await openClub('Toledo');
  await results.open({ city: 'Toledp', date, duration: '90' });
  await expect(results.nothing(site.t('results.unknownTitle', { city: 'Toledp' }))).toBeVisible();
  await expect(results.searchIn('Toledo')).toBeVisible();
});

test('a city whose clubs have no such court says so, and not that it has no clubs', async ({
  site,
  results,
  club,
}) => {
  await results.open({ city: club.city, date, duration: '90', surface: 'grass' });
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

test('the beginning of a city finds it, and every heading writes it as the city does', async ({
  page,
  site,
  results,
}) => {
  const club = await openClub('Toledo');
  await results.open({ city: 'tole', date, duration: '90' });
  await expect(results.heading('Toledo')).toBeVisible();
  await expect(page).toHaveTitle(new RegExp(site.t('results.title', { place: 'Toledo' })));
  await expect(results.clubs.filter({ hasText: club.name })).toBeVisible();
});

test('no city is called near to one that nobody knows', async ({ page, site, results }) => {
  await results.open({ city: 'Reikiavik', date, duration: '90' });
  await expect(results.nothing(site.t('results.unknownTitle', { city: 'Reikiavik' }))).toBeVisible();
  await expect(page.getByText(site.t('results.unknownNowhere'))).toBeVisible();
  await expect(page.getByRole('link', { name: site.t('results.everywhere') })).toBeVisible();
});

test('each filter that acts is a toggle that takes it off', async ({ page, site, club, results }) => {
  await results.open({
    city: club.city,
    date,
    duration: '90',
    surface: 'turf',
    format: 'double',
    cover: 'indoor',
  });
  for (const label of [site.t('surface.turf'), site.t('format.double'), site.t('cover.indoor')]) {
    const toggle = results.filter(label);
    await expect(toggle).toHaveAttribute('aria-current', 'true');
    await toggle.click();
    await expect(toggle.and(page.locator('[aria-current]'))).toHaveCount(0);
  }
  await expect(page).not.toHaveURL(/surface|format|cover/);
});

test('the time is one control, for a part of the day or an hour', async ({
  page,
  site,
  club,
  home,
  results,
}) => {
  await results.open({ city: club.city, date, duration: '90' });
  await expect(home.form.locator('[name="time"], [type="range"]')).toHaveCount(1);
  await home.time.selectOption(site.t('dayPart.evening'));
  await home.submit.click();
  await expect(page).toHaveURL(/time=evening/);
  await expect(home.time).toHaveValue('evening');
  await home.time.selectOption('18:30');
  await home.submit.click();
  await expect(page).toHaveURL(/time=18%3A30/);
});

test('at any time the starts of a card are spread over the day', async ({ results, club }) => {
  await results.open({ city: club.city, date, duration: '90' });
  const starts = await results.startsOf(club.name).allTextContents();
  const hours = starts.map((text) => Number(text.slice(0, 2)));
  expect(hours).toHaveLength(7);
  expect(hours.some((hour) => hour < 13)).toBe(true);
  expect(hours.some((hour) => hour >= 13 && hour < 19)).toBe(true);
  expect(hours.some((hour) => hour >= 20)).toBe(true);
  expect(hours).toEqual(hours.toSorted((a, b) => a - b));
});

test('a court for singles says so on its start, and can be asked for alone', async ({
  page,
  site,
  results,
  club,
}) => {
  await results.open({ city: club.city, date, duration: '90', format: 'single' });
  await expect(results.clubs.filter({ hasText: club.name })).toHaveCount(0);
  await singlesCourt(club);
  await page.reload();
  const first = results.startsOf(club.name).first();
  await expect(first).toContainText(site.t('common.singles'));
  await results.filter(site.t('format.single')).click();
  await expect(results.startsOf(club.name).first()).not.toContainText(site.t('common.singles'));
});

test('under a thumb all starts of a card and the way to the whole day are in sight @phone', async ({
  page,
  results,
  club,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await results.open({ city: club.city, date, duration: '90' });
  for (const one of [...(await results.startsOf(club.name).all()), results.wholeDay(club.name)]) {
    const box = await one.boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
    expect(box?.height).toBeGreaterThanOrEqual(44);
  }
  await results.wholeDay(club.name).click();
  await expect(page).toHaveURL(new RegExp(`/clubs/${club.slug}`));
});

test('prices of several currencies are said to be sorted within each', async ({ page, site, results }) => {
  const city = ownCity();
  await openClub(city);
  await results.open({ city, date, duration: '90', sort: 'price' });
  await expect(page.getByText(site.t('results.currencies'))).toBeHidden();
  await openClub(city, { currency: 'GBP' });
  await page.reload();
  await expect(page.getByText(site.t('results.currencies'))).toBeVisible();
});

test('whatever home and results show of a control is part of its name', async ({
  page,
  home,
  results,
  club,
}) => {
  await home.open();
  await expect(home.form).toBeVisible();
  await expectLabelsInNames(page);
  await results.open({ city: club.city, date, time: '10:00', duration: '90', cover: 'indoor' });
  await expect(results.wholeDay(club.name)).toBeVisible();
  await expectLabelsInNames(page);
});
