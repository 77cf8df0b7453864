import { addFault, clearFaults } from '@/test/sandbox';
import { stripeControl } from '@/test/stripe-control';
import { sandbox } from './environment';
import { CARDS } from './pages/checkout';
import { expect, PRICE, test } from './paying-steps';
import { lapse } from './world';

test('a hold that runs out while the bank asks for confirmation leaves its dialog alone, and the money takes the court', async ({
  page,
  checkout,
  held,
  payBy,
  expectPaidOnce,
}) => {
  await page.clock.install();
  await payBy(CARDS.asksForConfirmation);
  await expect(checkout.approve).toBeVisible();

  await lapse(held.id);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.clock.fastForward('11:00');
  await expect(checkout.timeLeft).toHaveText('0:00');
  expect(asked.filter((url) => url.includes(held.id))).toEqual([]);
  await checkout.approve.click();
  await expectPaidOnce();
});

test("a form of Stripe's that does not come is said not to, and comes on trying again", async ({
  page,
  checkout,
  held,
}) => {
  await page.clock.install();
  let lineIsDead = true;
  await page.route(/v1\/payment_intents/, (route) => (lineIsDead ? undefined : route.continue()));
  await checkout.open(held.id);
  await expect(checkout.loading).toBeAttached();
  // The page begins to count when its scripts run, which is not visible.
  await expect(async () => {
    await page.clock.fastForward('00:20');
    await expect(checkout.formAway).toBeVisible({ timeout: 1_000 });
  }).toPass();

  lineIsDead = false;
  await checkout.formAway.getByRole('button').click();
  await expect(checkout.pay(PRICE)).toBeEnabled();
});

test.describe('with a slow bank', () => {
  test.use({ disturbsProviders: true });
  test.beforeEach(() => stripeControl(sandbox(), 'processing', { processing_ms: 60_000 }));
  test.afterEach(() => stripeControl(sandbox(), 'processing', { processing_ms: 1_500 }));

  test('a checkout opened again while the bank processes the payment waits with its player instead of asking again', async ({
    checkout,
    held,
    payBy,
    expectPaidOnce,
  }) => {
    await payBy(CARDS.processes);
    await expect(checkout.processing).toBeVisible();

    await checkout.open(held.id);
    await expect(checkout.processing).toBeVisible();
    await lapse(held.id);
    await checkout.open(held.id);
    await expect(checkout.processing).toBeVisible();
    await stripeControl(sandbox(), 'clock/advance', { ms: 60_000 });
    await expectPaidOnce();
  });

  test('its booking says that the bank is at work and until when the court is held, and offers no second payment', async ({
    page,
    site,
    checkout,
    reservation,
    held,
    payBy,
    expectPaidOnce,
  }) => {
    await payBy(CARDS.processes);
    await expect(checkout.processing).toBeVisible();

    await reservation.open(held.id);
    await expect(reservation.awaitingBank).toBeVisible();
    const [heldUntil = ''] = site.t('reservation.pendingText', { time: '|' }).split('|');
    await expect(page.getByRole('main')).toContainText(heldUntil);
    await expect(reservation.payNow).toHaveCount(0);
    await reservation.openGames();
    await expect(page.getByRole('main')).toContainText(site.t('status.processing'));

    await reservation.open(held.id);
    await reservation.seePayment.click();
    await expect(checkout.processing).toBeVisible();
    await stripeControl(sandbox(), 'clock/advance', { ms: 60_000 });
    await expectPaidOnce();
  });
});

test.describe('when the line breaks', () => {
  test.use({ disturbsProviders: true, expectedErrors: [/ERR_EMPTY_RESPONSE|ERR_CONNECTION/] });
  test.afterEach(() => clearFaults(sandbox()));

  test('after Stripe took the money, it is not told as declined: the booking is confirmed', async ({
    checkout,
    held,
    expectPaidOnce,
  }) => {
    await checkout.open(held.id);
    await checkout.fillCard(CARDS.pays);
    await addFault(sandbox(), 'stripe', { mode: 'cut', path: '/confirm' });
    await checkout.pay(PRICE).click();
    await expectPaidOnce();
  });

  test('before Stripe heard of it, the page says that no payment is there and leads back to pay', async ({
    checkout,
    held,
    expectPaidOnce,
  }) => {
    await checkout.open(held.id);
    await checkout.fillCard(CARDS.pays);
    await addFault(sandbox(), 'stripe', { mode: 'refuse', path: '/confirm' });
    await checkout.pay(PRICE).click();
    await expect(checkout.notThere).toBeVisible();

    await clearFaults(sandbox());
    await checkout.backToPay.click();
    await checkout.payWith(CARDS.pays, PRICE);
    await expectPaidOnce();
  });
});
