import { randomUUID } from 'node:crypto';
import { makeStaff } from '@/test/factories';
import { expectAccessibleInBothThemes, expectNoSidewaysScroll } from './accessibility';
import { expect, PASSWORD, test } from './fixtures';
import { untilMailed } from './world';

test.use({ signedIn: false });

test('who comes by Google for the first time has an account at once, and no other way into it yet @phone', async ({
  page,
  account,
  signIn,
}) => {
  const email = `nueva-${randomUUID().slice(0, 8)}@pista.test`;
  await signIn.open();
  await expectAccessibleInBothThemes(page);
  await signIn.withIdentity('Google', { email, name: 'Nuria Nueva' });
  await expect(signIn.menuOf('Nuria Nueva')).toBeVisible();
  await untilMailed({ email }, 'Google');
  await account.open();
  await account.removeIdentity('Google').click();
  await expect(account.lastWay).toBeVisible();
  await expectAccessibleInBothThemes(page);
});

test('who has a password stops signing in with Google on the account page, and is told by mail @phone', async ({
  page,
  player,
  account,
  signIn,
  secondFactor,
  site,
}) => {
  await signIn.open();
  await signIn.withIdentity('Google', { email: player.email });
  await expect(signIn.menuOf(player.name ?? '')).toBeVisible();
  await account.open();
  await expectNoSidewaysScroll(page);
  const body = await page.screenshot({ fullPage: true });
  await test.info().attach('account', { body, contentType: 'image/png' });
  await account.removeIdentity('Google').click();
  await secondFactor.stepUpPassword.fill(PASSWORD);
  await secondFactor.stepUpPassword.press('Enter');
  await expect(account.noIdentities).toBeVisible();
  await untilMailed(
    player,
    site.language === 'es' ? 'Ya no entras en Pista con Google' : 'You no longer sign in',
  );
  await signIn.leave(player.name ?? '');
  await signIn.open();
  await signIn.withPassword(player.email, PASSWORD);
  await expect(signIn.menuOf(player.name ?? '')).toBeVisible();
});

test('who comes by Apple, whose page posts its answer, opens the account of their address', async ({
  player,
  signIn,
}) => {
  await signIn.open();
  await signIn.withIdentity('Apple', { email: player.email });
  await expect(signIn.menuOf(player.name ?? '')).toBeVisible();
});

test('an address that the other site has not verified opens nothing, and is told so', async ({
  page,
  player,
  signIn,
}) => {
  await signIn.openSignUp();
  await signIn.withIdentity('Google', { email: player.email, verified: false });
  await expect(signIn.identityUnverified).toBeVisible();
  await expect(signIn.menuOf(player.name ?? '')).toHaveCount(0);
  await expectAccessibleInBothThemes(page);
});

test('staff who come by Google begin at their club', async ({ page, player: desk, signIn, club }) => {
  await makeStaff(desk.id, club.id, 'desk');
  await signIn.open();
  await signIn.withIdentity('Google', { email: desk.email });
  await expect(page).toHaveURL(new RegExp(`/admin/${club.slug}/planner$`));
});

test.describe('who has a second factor', () => {
  test.use({ operator: true });

  test('gives its code also after Google', async ({ player, signIn, secondFactor }) => {
    await signIn.open();
    await signIn.withIdentity('Google', { email: player.email });
    await expect(secondFactor.signInCode).toBeVisible();
  });
});
