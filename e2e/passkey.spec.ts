import { expectAccessibleInBothThemes } from './accessibility';
import { expect, PASSWORD, test } from './fixtures';
import { addAuthenticator } from './virtual-authenticator';

// The live line may be on its way when the session ends.
test.use({ expectedErrors: [/WebSocket .* HTTP Authentication failed/] });

test('a passkey is added on the account page, signs in without a password, and is removed @phone', async ({
  page,
  player,
  account,
  signIn,
}) => {
  await addAuthenticator(page);
  await account.open();
  await expect(account.noPasskeys).toBeVisible();
  await account.addPasskey('Mi móvil');
  await expect(account.passkeyAdded).toBeVisible();
  await expect(account.removePasskey('Mi móvil')).toBeVisible();
  await expectAccessibleInBothThemes(page);

  await signIn.leave(player.name ?? '');
  await signIn.open();
  await signIn.byPasskey.click();
  await expect(signIn.menuOf(player.name ?? '')).toBeVisible();

  await account.open();
  await account.removePasskey('Mi móvil').click();
  await expect(account.noPasskeys).toBeVisible();
  await signIn.leave(player.name ?? '');
  await signIn.open();
  await signIn.byPasskey.click();
  await expect(signIn.passkeyWrong).toBeVisible();
  await expectAccessibleInBothThemes(page);
});

test('who is not recognised by their device is told so, and signs in another way', async ({
  page,
  player,
  account,
  signIn,
}) => {
  const authenticator = await addAuthenticator(page);
  await account.open();
  await authenticator.verifies(false);
  await account.addPasskey('Mi móvil');
  await expect(account.passkeyFailed).toBeVisible();
  await authenticator.verifies(true);
  await account.addPasskey('Mi móvil');
  await expect(account.passkeyAdded).toBeVisible();

  await signIn.leave(player.name ?? '');
  await signIn.open();
  await authenticator.verifies(false);
  await signIn.byPasskey.click();
  await expect(signIn.passkeyWrong).toBeVisible();
  await signIn.withPassword(player.email, PASSWORD);
  await expect(signIn.menuOf(player.name ?? '')).toBeVisible();
});

test.describe('in a session of hours', () => {
  test.use({ signedInAt: Math.floor(Date.now() / 1000) - 45 * 60 });

  test('a passkey is added once the password is given', async ({ page, account, secondFactor }) => {
    await addAuthenticator(page);
    await account.open();
    await account.addPasskey('Mi móvil');
    await secondFactor.stepUpPassword.fill(PASSWORD);
    await secondFactor.stepUpPassword.press('Enter');
    await expect(account.removePasskey('Mi móvil')).toBeVisible();
  });
});
