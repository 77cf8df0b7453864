import type { Locator } from '@playwright/test';
import { makePicture } from '@/test/pictures';
import { expectAccessible, expectNoSidewaysScroll } from './accessibility';
import { expect, test } from './fixtures';

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with scripts ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    // The file that is no picture is refused, which a browser writes into its console.
    test.use({ javaScriptEnabled, expectedErrors: [/photos.*400|400.*photos/s] });

    const where = javaScriptEnabled ? ' @phone' : '';

    test(`a manager adds, describes, orders and removes photos, which the club’s page shows${where}`, async ({
      page,
      site,
      workplace: club,
      isMobile,
    }) => {
      test.slow();
      if (isMobile) await page.setViewportSize({ width: 390, height: 844 });
      // A finger on a phone, and a mouse elsewhere.
      const press = (control: Locator) => (isMobile ? control.tap() : control.click());
      const { t } = site;
      const main = page.getByRole('main');
      const rows = main.getByRole('list', { name: t('clubPhotos.list') }).getByRole('listitem');
      const fill = async (buffer: Uint8Array, es: string, en: string) => {
        const file = { name: 'court.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(buffer) };
        await main.getByLabel(t('clubPhotos.file'), { exact: true }).setInputFiles(file);
        await main.getByLabel(t('clubPhotos.altEs')).last().fill(es);
        await main.getByLabel(t('clubPhotos.altEn')).last().fill(en);
        await press(main.getByRole('button', { name: t('clubPhotos.addDo'), exact: true }));
      };
      await site.open(`/admin/${club.slug}/photos`);
      await expect(main.getByText(t('clubPhotos.none'))).toBeVisible();

      await fill(new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'Una', 'One');
      await expect(main.getByText(t('clubPhotos.unfit_kind'))).toBeVisible();
      await fill(new Uint8Array(21 * 1024 * 1024), 'Una', 'One');
      await expect(main.getByText(t('clubPhotos.tooLarge'))).toBeVisible();
      await fill(await makePicture({ width: 3000, height: 2000 }), 'La primera', 'The first');
      await expect(main.getByText(t('clubPhotos.added'))).toBeVisible();
      await expect(rows).toHaveCount(1);
      await fill(await makePicture(), 'La segunda', 'The second');
      await expect(rows).toHaveCount(2);
      await expect(rows.first()).toContainText(t('clubPhotos.cover'));
      if (javaScriptEnabled) {
        await expectAccessible(page);
        await expectNoSidewaysScroll(page);
      }

      await press(main.getByRole('button', { name: t('clubPhotos.up', { number: 2 }) }));
      await expect(rows.first()).toContainText(site.language === 'es' ? 'La segunda' : 'The second');
      await press(rows.first().getByText(t('clubPhotos.change'), { exact: true }));
      await rows.first().getByLabel(t('clubPhotos.altEs')).fill('Pista de noche');
      await rows.first().getByLabel(t('clubPhotos.altEn')).fill('Court at night');
      await press(rows.first().getByRole('button', { name: t('clubPhotos.save') }));
      const words = site.language === 'es' ? 'Pista de noche' : 'Court at night';
      await expect(rows.first().getByRole('heading', { name: words })).toBeVisible();

      await site.open(`/clubs/${club.slug}`);
      const cover = main.getByRole('img', { name: words });
      await expect(cover).toBeVisible();
      if (javaScriptEnabled)
        expect(
          await cover.evaluate((img) => img instanceof HTMLImageElement && img.naturalWidth),
        ).toBeGreaterThan(0);
      await expect(
        main.getByRole('region', { name: t('clubPhotos.gallery', { club: club.name }) }),
      ).toBeVisible();
      if (javaScriptEnabled) await expectAccessible(page);

      await site.open(`/admin/${club.slug}/photos`);
      await press(rows.last().getByText(t('clubPhotos.remove'), { exact: true }));
      await press(rows.last().getByRole('button', { name: t('clubPhotos.removeDo') }));
      await expect(main.getByText(t('clubPhotos.removed'))).toBeVisible();
      await expect(rows).toHaveCount(1);
    });
  });
}
