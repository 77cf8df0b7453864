import { makeStaff } from '@/test/factories';
import { expectAccessible } from './accessibility';
import { expect, test } from './fixtures';

test.describe('the address of a club’s staff', () => {
  test('tells an owner what is coming', async ({ page, site, player: owner, signInAsStaff, club }) => {
    await makeStaff(owner.id, club.id, 'owner');
    await signInAsStaff(owner);
    await site.open('/admin');
    await expect(page.getByRole('heading', { name: site.t('staff.soonTitle') })).toBeVisible();
    await expectAccessible(page);
  });

  test.describe('for a player', () => {
    test.use({ expectedErrors: [/status of 404/] });

    test('is nothing', async ({ page, site }) => {
      await site.open('/admin');
      await expect(page.getByRole('heading', { name: site.t('error.notFoundTitle') })).toBeVisible();
    });
  });
});

test.describe('an operator', () => {
  test.use({ operator: true });

  test('is sent from there to the operators’ pages', async ({ page, site }) => {
    await site.open('/admin');
    await expect(page).toHaveURL(/\/ops$/);
  });
});
