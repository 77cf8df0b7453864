import { expect, test } from './fixtures';
import { book } from './world';

test.describe('an operator', () => {
  test.use({ operator: true });

  test('sees two zeros and what the comparison with Stripe found', async ({ page, site }) => {
    await site.open('/admin');
    await expect(page.getByRole('heading', { level: 1, name: site.t('admin.title') })).toBeVisible();
    for (const zero of ['moneyWithoutCourt', 'courtsWithoutMoney'] as const) {
      const box = page.getByRole('region', { name: site.t(`admin.${zero}`) });
      await expect(box).toContainText('0');
      await expect(box).toContainText(site.t(`admin.${zero}Good`));
    }
    await page.getByRole('button', { name: site.t('admin.compareNow') }).click();
    await expect(page.getByText(site.t('admin.agree'))).toBeVisible();
  });

  test('finds the word of a payment among the events, and replays it', async ({
    page,
    site,
    player,
    club,
  }) => {
    const { intentId } = await book(player, { courtId: club.courts[0].id });
    await site.open('/admin/events');
    await page.getByLabel(site.t('admin.searchLabel')).fill(intentId);
    await page.getByRole('button', { name: site.t('admin.search') }).click();
    await page
      .getByRole('row', { name: /payment_intent\.succeeded/ })
      .getByRole('link')
      .click();
    await expect(page.getByRole('region', { name: site.t('admin.payload') })).toContainText(intentId);
    await page.getByRole('button', { name: site.t('admin.replay') }).click();
    await expect(page.getByRole('main')).toContainText(site.t('admin.state_processed'));
  });

  test.describe('without scripts', () => {
    test.use({ javaScriptEnabled: false });

    test('has everything checked at once', async ({ page, site }) => {
      await site.open('/admin');
      await page.getByRole('button', { name: site.t('admin.checkNow') }).click();
      await expect(page).toHaveURL(/\/admin$/);
      await expect(page.getByText(site.t('admin.checkedAt', { when: '' }).split('.')[0] ?? '')).toBeVisible();
    });
  });
});

test.describe('anybody else', () => {
  test.use({ expectedErrors: [/status of 404/] });

  test('finds no such page', async ({ page, site }) => {
    for (const path of ['/admin', '/admin/events', '/admin/events/1']) {
      await site.open(path);
      await expect(page.getByRole('heading', { name: site.t('admin.title') })).toHaveCount(0);
      await expect(
        page.getByRole('heading', { level: 1, name: site.t('error.notFoundTitle') }),
      ).toBeVisible();
    }
  });
});
