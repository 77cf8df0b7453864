import { expect, PASSWORD, test } from './fixtures';
import { inDays } from './world';

test.use({ javaScriptEnabled: false, signedIn: false });

test('without JavaScript a court is found, held and signed in for, up to the payment', async ({
  page,
  site,
  home,
  results,
  signIn,
  checkout,
  player,
  club,
}) => {
  const date = inDays(3);
  await home.open();
  await home.search({ city: club.city, date, time: '10:00', minutes: 90 });
  await results.start(club.name, '10:00', site.shortEuros(4500)).click();
  await checkout.signIn.click();
  await expect(signIn.heading).toBeVisible();
  await signIn.withPassword(player.email, PASSWORD);
  await expect(page).toHaveURL(checkout.address);
  await expect(page.getByRole('main')).toContainText('10:00–11:30');
  await expect(checkout.noScript).toBeVisible();
});
