import { randomUUID } from 'node:crypto';
import { makeStaff } from '@/test/factories';
import { expectAccessibleInBothThemes } from './accessibility';
import { expect, test } from './fixtures';
import { untilMailed } from './world';

test.use({ signedIn: false });

test('who comes by Google for the first time has an account at once @phone', async ({ page, signIn }) => {
  const email = `nueva-${randomUUID().slice(0, 8)}@pista.test`;
  await signIn.open();
  await expectAccessibleInBothThemes(page);
  await signIn.withIdentity('Google', { email, name: 'Nuria Nueva' });
  await expect(signIn.menuOf('Nuria Nueva')).toBeVisible();
  await untilMailed({ email }, 'Google');
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
