import { makeClub, makeInvitation } from '@/test/factories';
import { expectAccessible } from './accessibility';
import { expect, test } from './fixtures';

const invited = async (email: string, ended: { revokedAt?: Date } = {}) => {
  const club = await makeClub({ name: 'Club del Río' });
  return (await makeInvitation({ clubId: club.id, email, role: 'manager', ...ended })).token;
};

test('an invitation is accepted by whoever has its mailbox, once', async ({ page, site, player }) => {
  const token = await invited(player.email);
  await site.open(`/invitations/${token}`);
  await expect(
    page.getByRole('heading', { name: site.t('invitation.heading', { club: 'Club del Río' }) }),
  ).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: site.t('invitation.accept') }).click();
  await expect(page.getByText(site.t('invitation.acceptedTitle'))).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: site.t('invitation.goOn') }).click();
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
});

test('somebody else is told whose it is, and a withdrawn one says so', async ({ page, site, player }) => {
  await site.open(`/invitations/${await invited('otra@pista.test')}`);
  await expect(page.getByText(site.t('invitation.otherTitle', { email: 'otra@pista.test' }))).toBeVisible();
  await expectAccessible(page);
  await site.open(`/invitations/${await invited(player.email, { revokedAt: new Date() })}`);
  await expect(page.getByText(site.t('invitation.withdrawnTitle'))).toBeVisible();
});

test.describe('without an account', () => {
  test.use({ signedIn: false });

  test('the page leads to signing in and up, and back', async ({ page, site }) => {
    const token = await invited('nueva@pista.test');
    await site.open(`/invitations/${token}`);
    await expectAccessible(page);
    await page
      .getByRole('main')
      .getByRole('link', { name: site.t('invitation.signIn') })
      .click();
    await expect(page).toHaveURL(new RegExp(`callbackUrl=.*${token}`));
  });
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('an invitation is accepted all the same', async ({ page, site, player }) => {
    await site.open(`/invitations/${await invited(player.email)}`);
    await page.getByRole('button', { name: site.t('invitation.accept') }).click();
    await expect(page.getByText(site.t('invitation.acceptedTitle'))).toBeVisible();
  });
});

test.describe('a forged link', () => {
  test.use({ expectedErrors: [/status of 404/] });

  test('is nothing', async ({ page, site }) => {
    await site.open(`/invitations/${'0'.repeat(64)}`);
    await expect(page.getByRole('heading', { name: site.t('error.notFoundTitle') })).toBeVisible();
  });
});
