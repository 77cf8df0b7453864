import { makeInvitedPlayer } from '@/test/factories';
import { expectAccessible } from './accessibility';
import { expect, test } from './fixtures';

test.use({ signedIn: false });

test('a player says by the link of the mail that they cannot come', async ({ page, site }) => {
  const { token, host } = await makeInvitedPlayer();
  await site.open(`/decline/${token}`);
  await expect(page.getByText(site.t('cannotCome.explain', { host: host.name ?? '' }))).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: site.t('cannotCome.leave') }).click();
  await expect(page.getByText(site.t('cannotCome.offTitle'))).toBeVisible();
  await expectAccessible(page);
  await site.open(`/decline/${token}`);
  await expect(page.getByText(site.t('cannotCome.offTitle'))).toBeVisible();
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the link works all the same', async ({ page, site }) => {
    await site.open(`/decline/${(await makeInvitedPlayer()).token}`);
    await page.getByRole('button', { name: site.t('cannotCome.leave') }).click();
    await expect(page.getByText(site.t('cannotCome.offTitle'))).toBeVisible();
  });
});

test.describe('a forged link', () => {
  test.use({ expectedErrors: [/status of 404/] });

  test('is nothing', async ({ page, site }) => {
    await site.open(`/decline/${'A'.repeat(43)}`);
    await expect(page.getByRole('heading', { name: site.t('error.notFoundTitle') })).toBeVisible();
  });
});
