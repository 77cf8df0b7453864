import { makeStaff, makeUser } from '@/test/factories';
import { expect, test } from './fixtures';
import { CARDS, checkoutPage } from './pages/checkout';
import { reservationPage } from './pages/reservation';
import { cutLiveLine, siteIn } from './site';
import { chargesOf, hold, pay, statusOf, untilStatus } from './world';

const PRICE = 4500;

test('a declined card says why and keeps the court, and another card pays', async ({
  site,
  player,
  club,
  checkout,
  reservation,
}) => {
  const { id } = await hold(player, { courtId: club.courts[0].id });
  await checkout.openAndPay(id, CARDS.insufficientFunds, PRICE);

  await expect(checkout.declined).toContainText(site.t('decline.insufficient_funds'));
  await expect(checkout.declined).toContainText(site.t('checkout.safe'));
  await expect(checkout.timeLeft).toBeVisible();
  expect(await statusOf(id)).toBe('pending');

  await checkout.payWith(CARDS.pays, PRICE);
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
  await checkout.openAndPay(id, CARDS.asksForConfirmation, PRICE);
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
  await checkout.openAndPay(id, CARDS.asksForConfirmation, PRICE);
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
  await checkout.openAndPay(id, CARDS.processes, PRICE);
  await expect(checkout.processing).toBeVisible();
  await expect(reservation.confirmed).toBeVisible();
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
  await checkout.openAndPay(id, CARDS.pays, PRICE);
  await expect(reservation.confirmed).toBeVisible();

  await page.goBack();
  await expect(reservation.confirmed).toBeVisible();
  await checkout.open(id);
  await expect(reservation.confirmed).toBeVisible();
});

test('staff see what is still owed for somebody else’s booking, and no way to pay it', async ({
  site,
  player: owner,
  signInAsStaff,
  club,
  reservation,
}) => {
  await makeStaff(owner.id, club.id, 'owner');
  await signInAsStaff(owner);
  const { id } = await hold(await makeUser(), { courtId: club.courts[0].id });
  await reservation.open(id);
  await expect(reservation.unpaid).toBeVisible();
  await expect(reservation.owed(PRICE)).toBeVisible();
  await expect(reservation.players).toContainText(site.t('players.countOther', { count: 0 }));
  await expect(reservation.payNow).toHaveCount(0);
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

    await checkout.openAndPay(id, CARDS.pays, PRICE);
    await expect(reservation.confirmed).toBeVisible();

    await checkoutPage(second).pay(PRICE).click();
    await expect(reservationPage(second).confirmed).toBeVisible();
    expect(await chargesOf(id)).toEqual([PRICE]);
  });
});
