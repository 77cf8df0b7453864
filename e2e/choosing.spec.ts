import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { clubs } from '@/db/schema';
import { makeCourt } from '@/test/factories';
import { expectAccessible } from './accessibility';
import { expect, test } from './fixtures';
import { CARDS } from './pages/checkout';
import { untilScripted } from './site';
import { chargesOf, freeStarts, inDays, type OwnClub, statusOf } from './world';

const PRICE = 4500;
const date = inDays(2);
const startOf = ({ slug, courts }: OwnClub, time: string) => ({ slug, courtId: courts[0].id, date, time });

/** The club rents rackets for 3 €. The app hears of it by NOTIFY. */
const lendRackets = ({ id }: OwnClub) =>
  db()
    .update(clubs)
    .set({ extras: [{ code: 'racket', name: { es: 'Pala', en: 'Racket' }, priceMinor: 300 }] })
    .where(eq(clubs.id, id));

test.describe('at 390 pixels', () => {
  test.use({ viewport: { width: 390, height: 844 } });

  test('a start that a mail leads to is in sight with its price and its button', async ({
    club,
    clubView,
  }) => {
    await clubView.openChosen(startOf(club, '19:00'));
    await expect(clubView.bookFor(PRICE)).toBeInViewport();
    await expect(clubView.bar).toContainText('Pista 1, 19:00–20:30');
  });

  for (const view of ['grid', 'list'] as const) {
    test(`the asked hour is in sight in the ${view}`, async ({ club, clubView }) => {
      await clubView.openAt(club.slug, date, '19:00', view);
      await expect(clubView.startsNamed('Pista 1', '19:00')).toBeInViewport();
      await expect(clubView.startsNamed('Pista 1', '08:00')).not.toBeInViewport();
    });
  }

  test('the button that pays is in sight with what it promises, and so is the time that is left', async ({
    page,
    club,
    clubView,
    checkout,
  }) => {
    await clubView.openChosen(startOf(club, '19:00'));
    await clubView.bookFor(PRICE).click();
    await expect(checkout.pay(PRICE)).toBeInViewport();
    await expect(checkout.pay(PRICE)).toBeEnabled();
    await page.mouse.wheel(0, 2_000);
    await expect(checkout.pay(PRICE)).toBeInViewport();
    await expect(checkout.timeLeft).toBeInViewport();
    await expectAccessible(page);
  });
});

test('what is added to a start is in its total before it is held, and can be changed at the checkout', async ({
  page,
  club,
  clubView,
  checkout,
  reservation,
}) => {
  await lendRackets(club);
  await expect(async () => {
    await clubView.openChosen(startOf(club, '10:00'));
    await clubView.extras.click({ timeout: 2_000 });
  }).toPass();
  await clubView.extra('Pala').selectOption('2');
  await clubView.bookFor(PRICE + 600).click();
  await expect(checkout.pay(PRICE + 600)).toBeEnabled();

  await checkout.changeExtras.click();
  await checkout.extra('Pala').selectOption('1');
  await checkout.updateTotal.click();
  await expect(checkout.pay(PRICE + 300)).toBeEnabled();
  const [, id = ''] = checkout.address.exec(page.url()) ?? [];
  await checkout.payWith(CARDS.pays, PRICE + 300);
  await expect(reservation.confirmed).toBeVisible();
  expect(await chargesOf(id)).toEqual([PRICE + 300]);
});

test('choosing a start moves no column, and its block covers its booking', async ({ club, clubView }) => {
  await clubView.open(club.slug, date);
  const other = clubView.start('Pista 2', '12:00', PRICE);
  const before = await other.boundingBox();
  const start = clubView.start('Pista 1', '10:00', PRICE);
  await untilScripted(start);
  const narrow = (await start.boundingBox())?.width ?? 0;
  await start.click();
  await expect(start).toHaveAttribute('aria-pressed', 'true');
  expect(await other.boundingBox()).toEqual(before);
  expect((await start.boundingBox())?.width ?? 0).toBeGreaterThan(2.9 * narrow);
});

test('the keyboard is at the free hours after a few stops, and the days are one of them', async ({
  page,
  club,
  clubView,
}) => {
  await clubView.open(club.slug, date);
  await expect(clubView.tabStops).toHaveCount(1);
  await untilScripted(clubView.day(date));
  await untilScripted(clubView.tabStops);
  await clubView.day(date).focus();
  await page.keyboard.press('ArrowRight');
  await expect(clubView.day(inDays(3))).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  let stops = 0;
  while (!(await clubView.tabStops.evaluate((start) => start === document.activeElement)) && stops < 9) {
    await page.keyboard.press('Tab');
    stops += 1;
  }
  // The duration, the view, then the grid.
  expect(stops).toBe(3);
});

test('a court for two says so beside its name, in the bar and at the checkout', async ({
  page,
  site,
  club,
  clubView,
  checkout,
}) => {
  const court = await makeCourt({ clubId: club.id, name: 'Pista 3', position: 3, format: 'single' });
  await expect.poll(() => freeStarts(court.id, date)).toContain('10:00');
  await clubView.open(club.slug, date);
  await expect(clubView.grid).toContainText(site.t('format.single'));
  await clubView.start('Pista 3', '10:00', PRICE).click();
  await expect(clubView.bar).toContainText(site.t('format.single'));
  await clubView.bookFor(PRICE).click();
  await expect(page).toHaveURL(checkout.address);
  await expect(page.getByRole('main')).toContainText(site.t('format.single'));
});

test('a court that is let go leads back to its day, says that nothing was charged, and has no price in the history', async ({
  page,
  site,
  club,
  clubView,
  checkout,
  reservation,
}) => {
  await clubView.openChosen(startOf(club, '10:00'));
  await clubView.bookFor(PRICE).click();
  await expect(page).toHaveURL(checkout.address);
  const [, id = ''] = checkout.address.exec(page.url()) ?? [];
  await checkout.dontPay.click();
  await expect(page).toHaveURL(new RegExp(`/clubs/${club.slug}\\?.*time=10(?::|%3A)00`));
  await expect(page.getByRole('status').filter({ hasText: site.t('live.released') })).toBeVisible();
  expect(await statusOf(id)).toBe('cancelled');

  await reservation.openGames();
  await expect(reservation.game(club.name)).toBeVisible();
  await expect(reservation.game(club.name)).not.toContainText('€');
});
