import { addFault, clearFaults } from '@/test/sandbox';
import { stripeControl } from '@/test/stripe-control';
import { sandbox } from './environment';
import { expect, test } from './fixtures';
import { CARDS } from './pages/checkout';
import { chargesOf, hold, lapse } from './world';

const PRICE = 4500;

test('a hold that runs out while the bank asks for confirmation leaves its dialog alone, and the money takes the court', async ({
  page,
  player,
  club,
  checkout,
  reservation,
}) => {
  await page.clock.install();
  const { id } = await hold(player, { courtId: club.courts[0].id });
  await checkout.openAndPay(id, CARDS.asksForConfirmation, PRICE);
  await expect(checkout.approve).toBeVisible();

  await lapse(id);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.clock.fastForward('11:00');
  await expect(checkout.timeLeft).toHaveText('0:00');
  expect(asked.filter((url) => url.includes(id))).toEqual([]);
  await checkout.approve.click();
  await expect(reservation.confirmed).toBeVisible();
  expect(await chargesOf(id)).toEqual([PRICE]);
});

test("a form of Stripe's that does not come is said not to, and comes on trying again", async ({
  page,
  player,
  club,
  checkout,
}) => {
  await page.clock.install();
  const { id } = await hold(player, { courtId: club.courts[0].id });
  let lineIsDead = true;
  await page.route(/v1\/payment_intents/, (route) => (lineIsDead ? undefined : route.continue()));
  await checkout.open(id);
  await expect(checkout.loading).toBeAttached();
  // The page begins to count when its script has taken over, which nothing shows.
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
    player,
    club,
    checkout,
    reservation,
  }) => {
    const { id } = await hold(player, { courtId: club.courts[0].id });
    await checkout.openAndPay(id, CARDS.processes, PRICE);
    await expect(checkout.processing).toBeVisible();

    await checkout.open(id);
    await expect(checkout.processing).toBeVisible();
    await lapse(id);
    await checkout.open(id);
    await expect(checkout.processing).toBeVisible();
    await stripeControl(sandbox(), 'clock/advance', { ms: 60_000 });
    await expect(reservation.confirmed).toBeVisible();
    expect(await chargesOf(id)).toEqual([PRICE]);
  });

  test('its booking says that the bank is at work and until when the court is held, and offers no second payment', async ({
    page,
    site,
    player,
    club,
    checkout,
    reservation,
  }) => {
    const { id } = await hold(player, { courtId: club.courts[0].id });
    await checkout.openAndPay(id, CARDS.processes, PRICE);
    await expect(checkout.processing).toBeVisible();

    await reservation.open(id);
    await expect(reservation.awaitingBank).toBeVisible();
    const [heldUntil = ''] = site.t('reservation.pendingText', { time: '|' }).split('|');
    await expect(page.getByRole('main')).toContainText(heldUntil);
    await expect(reservation.payNow).toHaveCount(0);
    await reservation.openGames();
    await expect(page.getByRole('main')).toContainText(site.t('status.processing'));

    await reservation.open(id);
    await reservation.seePayment.click();
    await expect(checkout.processing).toBeVisible();
    await stripeControl(sandbox(), 'clock/advance', { ms: 60_000 });
    await expect(reservation.confirmed).toBeVisible();
    expect(await chargesOf(id)).toEqual([PRICE]);
  });
});

test.describe('when the line breaks', () => {
  test.use({ disturbsProviders: true, expectedErrors: [/ERR_EMPTY_RESPONSE|ERR_CONNECTION/] });
  test.afterEach(() => clearFaults(sandbox()));

  test('after Stripe took the money, it is not told as declined: the booking is confirmed', async ({
    player,
    club,
    checkout,
    reservation,
  }) => {
    const { id } = await hold(player, { courtId: club.courts[0].id });
    await checkout.open(id);
    await checkout.fillCard(CARDS.pays);
    await addFault(sandbox(), 'stripe', { mode: 'cut', path: '/confirm' });
    await checkout.pay(PRICE).click();
    await expect(reservation.confirmed).toBeVisible();
    expect(await chargesOf(id)).toEqual([PRICE]);
  });

  test('before Stripe heard of it, the page says that no payment is there and leads back to pay', async ({
    player,
    club,
    checkout,
    reservation,
  }) => {
    const { id } = await hold(player, { courtId: club.courts[0].id });
    await checkout.open(id);
    await checkout.fillCard(CARDS.pays);
    await addFault(sandbox(), 'stripe', { mode: 'refuse', path: '/confirm' });
    await checkout.pay(PRICE).click();
    await expect(checkout.notThere).toBeVisible();

    await clearFaults(sandbox());
    await checkout.backToPay.click();
    await checkout.payWith(CARDS.pays, PRICE);
    await expect(reservation.confirmed).toBeVisible();
    expect(await chargesOf(id)).toEqual([PRICE]);
  });
});
