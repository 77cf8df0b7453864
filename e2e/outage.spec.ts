import { addFault, clearFaults } from '@/test/sandbox';
import { sandbox } from './environment';
import { expect, test } from './fixtures';
import { CARDS } from './pages/checkout';
import { chargesOf, inDays, statusOf } from './world';

const PRICE = 4500;

test.use({ disturbsProviders: true });
test.afterEach(() => clearFaults(sandbox()));

test('while Stripe is down the court is held, nothing is charged, and it can be paid once Stripe is back', async ({
  page,
  site,
  club,
  clubView,
  checkout,
  reservation,
}) => {
  await addFault(sandbox(), 'stripe', { mode: 'status', status: 503, path: '/v1/' });
  await clubView.openChosen({ slug: club.slug, courtId: club.courts[0].id, date: inDays(2), time: '10:00' });
  await clubView.bookFor(PRICE).click();

  await expect(checkout.unavailable).toContainText(site.t('checkout.unavailableText'));
  const [, id = ''] = checkout.address.exec(page.url()) ?? [];
  expect(await statusOf(id)).toBe('payment_pending');
  await expect(checkout.timeLeft).toBeVisible();

  await clearFaults(sandbox());
  // The breaker allows a test within half a minute.
  await expect(async () => {
    // The answer to the last click may have come after the check.
    if (await checkout.retry.isVisible()) await checkout.retry.click();
    await expect(checkout.pay(PRICE)).toBeEnabled({ timeout: 3_000 });
  }).toPass({ timeout: 45_000 });
  await checkout.payWith(CARDS.pays, PRICE);
  await expect(reservation.confirmed).toBeVisible();
  expect(await chargesOf(id)).toEqual([PRICE]);
});
