import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import type { Site } from './site';
import { inDays } from './world';

// The browser logs the refused action, and React the error.
test.use({ expectedErrors: [/status of 40[49]|was not found on the server/] });

test.describe('a tab from before a deployment, in English', () => {
  test.use({ locale: 'en-GB' });

  test('says that Pista was updated and keeps what was typed into a form', async ({
    page,
    site,
    account,
  }) => {
    await account.open();
    await forgetActions(page);
    const { name } = account;
    await name.fill('Marta Nueva');
    await account.save.click();

    await expect(updated(site)).toBeVisible();
    await expect(name).toHaveValue('Marta Nueva');
    await page.unrouteAll({ behavior: 'wait' });
    await account.save.click();
    await expect(account.saved).toBeVisible();
    await expect(updated(site)).toBeHidden();
  });
});

test('a start that a tab from before a deployment books can be booked from the new page', async ({
  page,
  site,
  club,
  clubView,
  checkout,
}) => {
  await clubView.open(club.slug, inDays(2));
  await forgetActions(page);
  await clubView.start('Pista 1', '10:00', 4500).click();
  await clubView.bookFor(4500).click();

  await expect(updated(site)).toBeVisible();
  await page.unrouteAll({ behavior: 'wait' });
  await clubView.start('Pista 1', '10:00', 4500).click();
  await clubView.bookFor(4500).click();
  await expect(page).toHaveURL(checkout.address);
});

const updated = ({ page, t }: Site) => page.getByRole('status').filter({ hasText: t('updated.title') });

/** Every action is requested by an id that this build does not know. */
const forgetActions = (page: Page) =>
  page.route('**', async (route) => {
    const headers = await route.request().allHeaders();
    const action = headers['next-action'];
    await route.continue(action ? { headers: { ...headers, 'next-action': '0'.repeat(action.length) } } : {});
  });
