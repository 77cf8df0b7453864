import { expect, PASSWORD, test } from './fixtures';
import { CARDS } from './pages/checkout';
import { type Site, untilScripted } from './site';
import { translate } from './translated';
import { chargesOf, hold, inDays } from './world';

const PRICE = 4500;

test('a page that the browser translates pays, says so, and cancels', async ({
  page,
  site,
  club,
  clubView,
  checkout,
  reservation,
}) => {
  await clubView.open(club.slug, inDays(2));
  await whileTranslated(site);
  await clubView.start('Pista 1', '10:00', PRICE).click();
  await clubView.bookFor(PRICE).click();
  await expect(page).toHaveURL(checkout.address);

  await checkout.fillCard(CARDS.pays);
  await checkout.pay(PRICE).click();
  await expect(reservation.confirmed).toBeVisible();
  await reservation.cancelling.click();
  await reservation.cancelFor(PRICE).click();
  await expect(reservation.cancelled).toBeVisible();
  await expect(site.page.getByRole('alert').filter({ hasText: 'Algo ha fallado' })).toHaveCount(0);
});

test('a card that is declined on a translated page is told of at the form', async ({
  site,
  player,
  club,
  checkout,
}) => {
  const { id } = await hold(player, { courtId: club.courts[0].id });
  await checkout.open(id);
  await expect(checkout.pay(PRICE)).toBeEnabled();
  await whileTranslated(site);
  await checkout.payWith(CARDS.insufficientFunds, PRICE);
  await expect(checkout.declined).toBeVisible();
  await checkout.payWith(CARDS.pays, PRICE);
  await expect.poll(() => chargesOf(id)).toEqual([PRICE]);
});

test('the profile is saved and players are added on a translated page', async ({
  site,
  player,
  club,
  account,
  checkout,
  reservation,
}) => {
  await account.open();
  await whileTranslated(site);
  await account.save.click();
  await expect(account.saved).toBeVisible();
  await account.createToken('Traducida', 'tokenRead');
  await expect(account.newKey).toBeVisible();

  const { id } = await hold(player, { courtId: club.courts[0].id });
  await checkout.open(id);
  await whileTranslated(site);
  await reservation.addPlayer('Marta', 'marta@example');
  await expect(reservation.wrongEmail).toBeVisible();
  await reservation.addPlayer('Marta');
  await expect(reservation.removePlayer('Marta')).toBeVisible();
});

test.describe('of somebody who is not signed in', () => {
  test.use({ signedIn: false });

  test('signing in and signing up stay where they are on a translated page', async ({
    site,
    signIn,
    player,
  }) => {
    await signIn.open();
    await whileTranslated(site);
    await signIn.withPassword(player.email, 'otra contraseña distinta');
    await expect(signIn.wrong).toBeVisible();
    await signIn.openSignUp();
    await whileTranslated(site);
    await signIn.signUp('Marta', `marta-${crypto.randomUUID()}@pista.test`, PASSWORD);
    await expect(signIn.signUpSent).toBeVisible();
  });
});

/** A browser translates the page once its scripts run. */
async function whileTranslated({ page }: Site): Promise<void> {
  await untilScripted(page.locator('form'));
  await translate(page);
}
