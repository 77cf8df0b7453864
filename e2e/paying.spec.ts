import { addFault, clearFaults } from '@/test/sandbox';
import { stripeControl } from '@/test/stripe-control';
import { sandbox } from './environment';
import { expect, test } from './fixtures';
import { CARDS, checkoutPage } from './pages/checkout';
import { reservationPage } from './pages/reservation';
import { cutLiveLine, siteIn } from './site';
import { chargesOf, hold, lapse, pay, statusOf, untilStatus } from './world';

const PRICE = 4500;

test('a declined card says why and keeps the court, and another card pays', async ({
  site,
  player,
  club,
  checkout,
  reservation,
}) => {
  const { id } = await hold(player, { courtId: club.courts[0].id });
  await checkout.open(id);
  await checkout.fillCard(CARDS.insufficientFunds);
  await checkout.pay(PRICE).click();

  await expect(checkout.declined).toContainText(site.t('decline.insufficient_funds'));
  await expect(checkout.declined).toContainText(site.t('checkout.safe'));
  await expect(checkout.timeLeft).toBeVisible();
  expect(await statusOf(id)).toBe('pending');

  await checkout.fillCard(CARDS.pays);
  await checkout.pay(PRICE).click();
  await expect(reservation.confirmed).toBeVisible();
  expect(await chargesOf(id)).toEqual([PRICE]);
});

test('a bank that asks for confirmation gets it, and the court is paid', async ({
  player,
  club,
  checkout,
  reservation,
}) => {
  const { id } = await hold(player, { courtId: club.courts[0].id });
  await checkout.open(id);
  await checkout.fillCard(CARDS.asksForConfirmation);
  await checkout.pay(PRICE).click();
  await checkout.approve.click();
  await expect(reservation.confirmed).toBeVisible();
  expect(await chargesOf(id)).toEqual([PRICE]);
});

test('a confirmation refused at the bank charges nothing and keeps the court', async ({
  site,
  player,
  club,
  checkout,
}) => {
  const { id } = await hold(player, { courtId: club.courts[0].id });
  await checkout.open(id);
  await checkout.fillCard(CARDS.asksForConfirmation);
  await checkout.pay(PRICE).click();
  await checkout.refuse.click();
  await expect(checkout.declined).toContainText(site.t('decline.payment_intent_authentication_failure'));
  await expect(checkout.pay(PRICE)).toBeEnabled();
  expect(await statusOf(id)).toBe('pending');
  expect(await chargesOf(id)).toEqual([]);
});

test('a payment that the bank is still processing is said to be, and ends confirmed by itself', async ({
  player,
  club,
  checkout,
  reservation,
}) => {
  const { id } = await hold(player, { courtId: club.courts[0].id });
  await checkout.open(id);
  await checkout.fillCard(CARDS.processes);
  await checkout.pay(PRICE).click();
  await expect(checkout.processing).toBeVisible();
  await expect(reservation.confirmed).toBeVisible();
});

test('a hold that runs out while the bank asks for confirmation leaves its dialog alone, and the money takes the court', async ({
  page,
  player,
  club,
  checkout,
  reservation,
}) => {
  await page.clock.install();
  const { id } = await hold(player, { courtId: club.courts[0].id });
  await checkout.open(id);
  await checkout.fillCard(CARDS.asksForConfirmation);
  await checkout.pay(PRICE).click();
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
  await page.clock.fastForward('00:20');
  await expect(checkout.formAway).toBeVisible();

  lineIsDead = false;
  await checkout.formAway.getByRole('button').click();
  await expect(checkout.pay(PRICE)).toBeEnabled();
});

test.describe('with a slow bank', () => {
  test.use({ disturbsProviders: true });
  test.afterEach(() => stripeControl(sandbox(), 'processing', { processing_ms: 1_500 }));

  test('a checkout opened again while the bank processes the payment waits with its player instead of asking again', async ({
    player,
    club,
    checkout,
    reservation,
  }) => {
    await stripeControl(sandbox(), 'processing', { processing_ms: 60_000 });
    const { id } = await hold(player, { courtId: club.courts[0].id });
    await checkout.open(id);
    await checkout.fillCard(CARDS.processes);
    await checkout.pay(PRICE).click();
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
    await checkout.fillCard(CARDS.pays);
    await checkout.pay(PRICE).click();
    await expect(reservation.confirmed).toBeVisible();
    expect(await chargesOf(id)).toEqual([PRICE]);
  });
});

test('a double click on the button pays once', async ({ player, club, checkout, reservation }) => {
  const { id } = await hold(player, { courtId: club.courts[0].id });
  await checkout.open(id);
  await checkout.fillCard(CARDS.pays);
  await checkout.pay(PRICE).dblclick();
  await expect(reservation.confirmed).toBeVisible();
  expect(await chargesOf(id)).toEqual([PRICE]);
});

test('a tab closed after paying loses nothing: the webhook confirms', async ({
  page,
  context,
  language,
  player,
  club,
  checkout,
}) => {
  const { id, intentId } = await hold(player, { courtId: club.courts[0].id });
  await checkout.open(id);
  await expect(checkout.pay(PRICE)).toBeEnabled();
  await page.close();
  await pay(intentId);
  await untilStatus(id, 'confirmed');

  const later = reservationPage(siteIn(await context.newPage(), language));
  await later.open(id);
  await expect(later.confirmed).toBeVisible();
});

test('the back button after paying leads to the booking, not to a second payment', async ({
  page,
  player,
  club,
  checkout,
  reservation,
}) => {
  const { id } = await hold(player, { courtId: club.courts[0].id });
  await reservation.openGames();
  await checkout.open(id);
  await checkout.fillCard(CARDS.pays);
  await checkout.pay(PRICE).click();
  await expect(reservation.confirmed).toBeVisible();

  await page.goBack();
  await expect(reservation.confirmed).toBeVisible();
  await checkout.open(id);
  await expect(reservation.confirmed).toBeVisible();
});

test.describe('a second tab', () => {
  // Stripe's answer to whoever pays what is paid.
  test.use({ expectedErrors: [/status of 400.*payment_intents/] });

  test('that still shows the checkout cannot pay again', async ({
    context,
    language,
    player,
    club,
    checkout,
    reservation,
  }) => {
    const { id } = await hold(player, { courtId: club.courts[0].id });
    const tab = await context.newPage();
    await cutLiveLine(tab);
    const second = siteIn(tab, language);
    await checkoutPage(second).open(id);
    await checkoutPage(second).fillCard(CARDS.pays);

    await checkout.open(id);
    await checkout.fillCard(CARDS.pays);
    await checkout.pay(PRICE).click();
    await expect(reservation.confirmed).toBeVisible();

    await checkoutPage(second).pay(PRICE).click();
    await expect(reservationPage(second).confirmed).toBeVisible();
    expect(await chargesOf(id)).toEqual([PRICE]);
  });
});
