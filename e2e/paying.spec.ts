import { makeStaff, makeUser } from '@/test/factories';
import { CARDS, checkoutPage } from './pages/checkout';
import { reservationPage } from './pages/reservation';
import { expect, PRICE, test } from './paying-steps';
import { cutLiveLine, siteIn } from './site';
import { chargesOf, hold, pay, statusOf, untilStatus } from './world';

test('a declined card says why and keeps the court, and another card pays', async ({
  site,
  checkout,
  held,
  payBy,
  expectPaidOnce,
}) => {
  await payBy(CARDS.insufficientFunds);

  await expect(checkout.declined).toContainText(site.t('decline.insufficient_funds'));
  await expect(checkout.declined).toContainText(site.t('checkout.safe'));
  await expect(checkout.timeLeft).toBeVisible();
  expect(await statusOf(held.id)).toBe('pending');

  await checkout.payWith(CARDS.pays, PRICE);
  await expectPaidOnce();
});

test('a bank that asks for confirmation gets it, and the court is paid', async ({
  checkout,
  payBy,
  expectPaidOnce,
}) => {
  await payBy(CARDS.asksForConfirmation);
  await checkout.approve.click();
  await expectPaidOnce();
});

test('a confirmation refused at the bank charges nothing and keeps the court', async ({
  site,
  checkout,
  held,
  payBy,
}) => {
  await payBy(CARDS.asksForConfirmation);
  await checkout.refuse.click();
  await expect(checkout.declined).toContainText(site.t('decline.payment_intent_authentication_failure'));
  await expect(checkout.pay(PRICE)).toBeEnabled();
  expect(await statusOf(held.id)).toBe('pending');
  expect(await chargesOf(held.id)).toEqual([]);
});

test('a payment that the bank is still processing is said to be, and ends confirmed by itself', async ({
  checkout,
  reservation,
  payBy,
}) => {
  await payBy(CARDS.processes);
  await expect(checkout.processing).toBeVisible();
  await expect(reservation.confirmed).toBeVisible();
});

test('a double click on the button pays once', async ({ checkout, held, expectPaidOnce }) => {
  await checkout.open(held.id);
  await checkout.fillCard(CARDS.pays);
  await checkout.pay(PRICE).dblclick();
  await expectPaidOnce();
});

test('a tab closed after paying loses nothing: the webhook confirms', async ({
  page,
  context,
  language,
  checkout,
  held,
}) => {
  await checkout.open(held.id);
  await expect(checkout.pay(PRICE)).toBeEnabled();
  await page.close();
  await pay(held.intentId);
  await untilStatus(held.id, 'confirmed');

  const later = reservationPage(siteIn(await context.newPage(), language));
  await later.open(held.id);
  await expect(later.confirmed).toBeVisible();
});

test('the back button after paying leads to the booking, not to a second payment', async ({
  page,
  checkout,
  reservation,
  held,
  payBy,
}) => {
  await reservation.openGames();
  await payBy(CARDS.pays);
  await expect(reservation.confirmed).toBeVisible();

  await page.goBack();
  await expect(reservation.confirmed).toBeVisible();
  await checkout.open(held.id);
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
  // Stripe's answer to a payment of a paid intent.
  test.use({ expectedErrors: [/status of 400.*payment_intents/] });

  test('that still shows the checkout cannot pay again', async ({
    context,
    language,
    reservation,
    held,
    payBy,
  }) => {
    const tab = await context.newPage();
    await cutLiveLine(tab);
    const second = siteIn(tab, language);
    await checkoutPage(second).open(held.id);
    await checkoutPage(second).fillCard(CARDS.pays);

    await payBy(CARDS.pays);
    await expect(reservation.confirmed).toBeVisible();

    await checkoutPage(second).pay(PRICE).click();
    await expect(reservationPage(second).confirmed).toBeVisible();
    expect(await chargesOf(held.id)).toEqual([PRICE]);
  });
});
