import type { Page } from '@playwright/test';
import { addFault, clearFaults } from '@/test/sandbox';
import { sandbox } from './environment';
import { expect, test } from './fixtures';
import type { Site } from './site';

const boardOf = (page: Page, site: Site) =>
  page.getByRole('region', { name: site.t('services.board') }).first();

test.describe('an operator', () => {
  test.use({ operator: true, disturbsProviders: true });
  test.afterEach(() => clearFaults(sandbox()));

  test('sees what Pista leans on @phone', async ({ page, site }) => {
    await site.open('/ops/services');
    await expect(page.getByRole('heading', { level: 1, name: site.t('services.title') })).toBeVisible();
    const board = boardOf(page, site);
    for (const service of ['database', 'cache', 'payment', 'email', 'sms', 'jobs'] as const) {
      await expect(board.getByRole('row', { name: site.t(`services.name.${service}`) })).toContainText('ms');
    }
  });

  test('is told what to do about a provider that is down, and that it is back', async ({ page, site }) => {
    await addFault(sandbox(), 'twilio', { mode: 'status', status: 503 });
    await site.open('/ops/services');
    const unwell = page.getByRole('region', { name: site.t('services.unwell') });
    await expect(unwell).toContainText('twilio');
    await expect(unwell).toContainText('TWILIO_AUTH_TOKEN');

    await clearFaults(sandbox());
    await page.getByRole('button', { name: site.t('services.again') }).click();
    await expect(
      boardOf(page, site).getByRole('row', { name: site.t('services.name.sms') }),
    ).not.toContainText(site.t('services.status.unhealthy'));
  });

  test.describe('without scripts', () => {
    test.use({ javaScriptEnabled: false });

    test('closes a breaker with one press, which the audit tells', async ({ page, site, player }) => {
      await addFault(sandbox(), 'twilio', { mode: 'status', status: 503 });
      const close = page.getByRole('button', { name: site.t('services.remedy.close_breaker') });
      // Every load of the page tries twice, and five failures open the breaker.
      await expect(async () => {
        await site.open('/ops/services');
        await expect(close).toBeVisible({ timeout: 1_000 });
      }).toPass();
      await clearFaults(sandbox());
      await close.click();
      const sms = site.t('services.name.sms');
      await expect(boardOf(page, site).getByRole('row', { name: sms })).toContainText(
        site.t('services.breaker.closed'),
      );
      await page.getByRole('heading', { name: site.t('services.applied.title') }).click();
      const audited = page.getByRole('region', { name: site.t('services.applied.title') });
      await expect(audited.getByRole('row', { name: player.email })).toContainText(
        site.t('services.remedy.close_breaker'),
      );
    });
  });
});

test.describe('anybody else', () => {
  test.use({ expectedErrors: [/status of 404/] });

  test('finds no such page', async ({ page, site }) => {
    await site.open('/ops/services');
    await expect(page.getByRole('heading', { level: 1, name: site.t('error.notFoundTitle') })).toBeVisible();
  });
});
