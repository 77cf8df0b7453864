import { addFault, clearFaults } from '@/test/sandbox';
import { sandbox } from './environment';
import { expect, test } from './fixtures';

test.describe('an operator', () => {
  test.use({ operator: true, disturbsProviders: true });
  test.afterEach(() => clearFaults(sandbox()));

  test('sees what Pista leans on @phone', async ({ page, site }) => {
    await site.open('/admin/services');
    await expect(page.getByRole('heading', { level: 1, name: site.t('services.title') })).toBeVisible();
    const board = page.getByRole('region', { name: site.t('services.board') }).first();
    for (const service of ['database', 'cache', 'payment', 'email', 'sms', 'jobs'] as const) {
      await expect(board.getByRole('row', { name: site.t(`services.name.${service}`) })).toContainText('ms');
    }
  });

  test('is told what to do about a provider that is down, and that it is back', async ({ page, site }) => {
    await addFault(sandbox(), 'twilio', { mode: 'status', status: 503 });
    await site.open('/admin/services');
    const unwell = page.getByRole('region', { name: site.t('services.unwell') });
    await expect(unwell).toContainText('twilio');
    await expect(unwell).toContainText('TWILIO_AUTH_TOKEN');

    await clearFaults(sandbox());
    await page.getByRole('button', { name: site.t('services.again') }).click();
    await expect(page.getByRole('row', { name: site.t('services.name.sms') })).not.toContainText(
      site.t('services.status.unhealthy'),
    );
  });

  test.describe('without scripts', () => {
    test.use({ javaScriptEnabled: false });

    test('closes a breaker with one press', async ({ page, site }) => {
      await addFault(sandbox(), 'twilio', { mode: 'status', status: 503 });
      const close = page.getByRole('button', { name: site.t('services.remedy.close_breaker') });
      // Every look at the page tries twice; five failures open the breaker.
      await expect(async () => {
        await site.open('/admin/services');
        await expect(close).toBeVisible({ timeout: 1_000 });
      }).toPass();
      await clearFaults(sandbox());
      await close.click();
      await expect(page.getByRole('row', { name: site.t('services.name.sms') })).toContainText(
        site.t('services.breaker.closed'),
      );
    });
  });
});

test.describe('anybody else', () => {
  test.use({ expectedErrors: [/status of 404/] });

  test('finds no such page', async ({ page, site }) => {
    await site.open('/admin/services');
    await expect(page.getByRole('heading', { level: 1, name: site.t('error.notFoundTitle') })).toBeVisible();
  });
});
