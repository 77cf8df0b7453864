import { makeUser } from '@/test/factories';
import { expect, test } from './fixtures';
import { clubPage } from './pages/club';
import { checkoutPage } from './pages/checkout';
import { siteIn } from './site';
import { hold, inDays, lapse, statusOf } from './world';

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

  // The other court of the club at the same time is as near as it gets.
  await checkout.alternatives.filter({ hasText: '10:00' }).click();
  await expect(page).toHaveURL(checkout.address);
  await expect(page.getByRole('main')).toContainText(second.name);
  await expect(checkout.pay(PRICE)).toBeEnabled();
});

test('of two players on one start the second is told and offered others', async ({
  page,
  language,
  browserOf,
  club,
  clubView,
  checkout,
}) => {
  const start = { slug: club.slug, courtId: club.courts[0].id, date, time: '10:00' };
  const rival = siteIn(await (await browserOf(await makeUser())).newPage(), language);
  await clubPage(rival).openChosen(start);
  await clubView.openChosen(start);
  await expect(clubView.bookFor(PRICE)).toBeVisible();

  await clubPage(rival).bookFor(PRICE).click();
  await expect(rival.page).toHaveURL(checkoutPage(rival).address);

  await clubView.bookFor(PRICE).click();
  await expect(clubView.refusal).toBeVisible();
  await expect(clubView.refusal.getByRole('button')).toHaveCount(3);
  await clubView.refusal.getByRole('button').first().click();
  await expect(page).toHaveURL(checkout.address);
});

test('in the grid of a club arrows move between starts and Enter holds one', async ({
  page,
  club,
  clubView,
  checkout,
}) => {
  await clubView.open(club.slug, date);
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
