import { makeUser } from '@/test/factories';
import { expect, test } from './fixtures';
import { checkoutPage } from './pages/checkout';
import { clubPage } from './pages/club';
import { cutLiveLine, siteIn, untilScripted, untilWatching } from './site';
import { hold, inDays, lapse, type OwnClub, statusOf } from './world';

const PRICE = 4500;
const date = inDays(2);

test('a hold that ran out can be taken again with one button while the court is free', async ({
  page,
  player,
  club,
  checkout,
}) => {
  const { id } = await hold(player, { courtId: club.courts[0].id });
  await lapse(id);
  await checkout.open(id);
  await expect(checkout.lapsed).toBeVisible();
  await checkout.takeAgain.click();

  await expect(page).toHaveURL(checkout.address);
  await expect(page).not.toHaveURL(new RegExp(id));
  await expect(checkout.pay(PRICE)).toBeEnabled();
  expect(await statusOf(id)).toBe('expired');
});

test('a start that was let go twice is not taken a third time at once, and the club’s page says so', async ({
  page,
  site: { t },
  player,
  club,
  checkout,
}) => {
  const slot = { courtId: club.courts[0].id };
  await lapse((await hold(player, slot)).id);
  const { id } = await hold(player, slot);
  await lapse(id);
  await checkout.open(id);
  await checkout.takeAgain.click();
  await expect(page.getByRole('alert').filter({ hasText: t('holdLimit.start_rests.title') })).toBeVisible();
});

test('a hold that ran out and went to somebody else offers the three nearest starts', async ({
  page,
  player,
  club,
  checkout,
}) => {
  const [first, second] = club.courts;
  const { id } = await hold(player, { courtId: first.id });
  await lapse(id);
  await hold(await makeUser(), { courtId: first.id });
  await checkout.open(id);
  await expect(checkout.gone).toBeVisible();
  await expect(checkout.alternatives).toHaveCount(3);

  // The club's other court at the same time is the nearest.
  await checkout.alternatives.filter({ hasText: '10:00' }).click();
  await expect(page).toHaveURL(checkout.address);
  await expect(page.getByRole('main')).toContainText(second.name);
  await expect(checkout.pay(PRICE)).toBeEnabled();
});

test.describe('of two players who want one start', () => {
  test('the second, whose line is dead, is told on pressing and offered others', async ({
    page,
    club,
    clubView,
    checkout,
  }) => {
    await cutLiveLine(page);
    await clubView.openChosen(startAt(club));
    await expect(clubView.bookFor(PRICE)).toBeVisible();
    await hold(await makeUser(), { courtId: club.courts[0].id, date });

    await clubView.bookFor(PRICE).click();
    await expect(clubView.refusal).toBeVisible();
    await expect(clubView.refusal.getByRole('button')).toHaveCount(3);
    await clubView.refusal.getByRole('button').first().click();
    await expect(page).toHaveURL(checkout.address);
  });

  test('the second, who is still looking, sees it taken the moment the first has it', async ({
    page,
    language,
    browserOf,
    club,
    clubView,
  }) => {
    const watching = untilWatching(page);
    await clubView.openChosen(startAt(club));
    await watching;
    await expect(clubView.bookFor(PRICE)).toBeVisible();

    const first = siteIn(await (await browserOf(await makeUser())).newPage(), language);
    await clubPage(first).openChosen(startAt(club));
    await clubPage(first).bookFor(PRICE).click();
    await expect(first.page).toHaveURL(checkoutPage(first).address);

    await expect(clubView.refusal).toBeVisible();
    await expect(clubView.refusal.getByRole('button')).toHaveCount(3);
  });

  const startAt = ({ slug, courts }: OwnClub) => ({ slug, courtId: courts[0].id, date, time: '10:00' });
});

test('in the grid of a club arrows move between starts and Enter holds one', async ({
  page,
  club,
  clubView,
  checkout,
}) => {
  await clubView.open(club.slug, date);
  await untilScripted(clubView.start('Pista 1', '10:00', PRICE));
  await clubView.start('Pista 1', '10:00', PRICE).focus();
  await page.keyboard.press('ArrowRight');
  await expect(clubView.start('Pista 1', '10:30', PRICE)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(clubView.start('Pista 2', '10:30', PRICE)).toBeFocused();
  await page.keyboard.press('Enter');

  await expect(page).toHaveURL(checkout.address);
  await expect(page.getByRole('main')).toContainText('10:30–12:00');
  await expect(page.getByRole('main')).toContainText('Pista 2');
});

test('a start that one holds already leads to its checkout when it is pressed again, and is said to be theirs', async ({
  page,
  context,
  language,
  club,
  clubView,
  checkout,
}) => {
  const start = { slug: club.slug, courtId: club.courts[0].id, date, time: '10:00' };
  const tab = await context.newPage();
  await cutLiveLine(tab);
  const stale = clubPage(siteIn(tab, language));
  await stale.openChosen(start);
  await clubView.openChosen(start);
  await clubView.bookFor(PRICE).click();
  await expect(page).toHaveURL(checkout.address);

  const paying = new URL(page.url()).pathname;
  await stale.bookFor(PRICE).click();
  await expect(tab).toHaveURL((url) => url.pathname === paying);
  await stale.openChosen(start);
  await stale.payYours.click();
  await expect(tab).toHaveURL((url) => url.pathname === paying);
});

test('a start chosen in the grid that somebody else takes is said to be taken, and the grid keeps its place for the keyboard', async ({
  page,
  club,
  clubView,
}) => {
  const watching = untilWatching(page);
  await clubView.open(club.slug, date);
  await watching;
  await clubView.start('Pista 1', '10:00', PRICE).click();
  await expect(clubView.bookFor(PRICE)).toBeVisible();
  await hold(await makeUser(), { courtId: club.courts[0].id, date });

  await expect(clubView.chosenGone).toBeVisible();
  await expect(clubView.tabStops).toHaveCount(1);
});

test('another day has a grid of its own, which the keyboard can enter', async ({ club, clubView }) => {
  await clubView.open(club.slug, date);
  await clubView.start('Pista 1', '10:00', PRICE).click();
  await clubView.day(inDays(3)).click();
  await expect(clubView.bookFor(PRICE)).toBeHidden();
  await expect(clubView.tabStops).toHaveCount(1);
});
