import { typedMoney } from '@/lib/core/money';
import { expect, test } from './fixtures';
import { untilScripted } from './site';
import { inDays } from './world';

for (const scripted of [true, false]) {
  test.describe(scripted ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled: scripted });

    test('a manager sells an extra, changes its price, takes that back and sees who did what', async ({
      page,
      site,
      workplace: club,
      clubView,
    }) => {
      test.slow();
      const { t } = site;
      const main = page.getByRole('main');
      await site.open(`/admin/${club.slug}/extras`);
      if (scripted) await untilScripted(main.locator('form'));
      const price = main.getByLabel(t('extras.price', { currency: 'EUR' }));
      const save = async () => {
        await main.getByRole('button', { name: t('extras.review') }).click();
        await main.getByRole('button', { name: t('extras.save') }).click();
        await expect(main.getByText(t('extras.saved'))).toBeVisible();
      };

      await main.getByLabel(t('extras.nameEs')).last().fill('Pala');
      await price.last().fill('gratis');
      await main.getByRole('button', { name: t('extras.review') }).click();
      await expect(main.getByText(t('extras.unfitPrice'))).toBeVisible();
      await expect(price.first()).toHaveValue('gratis');
      await price.first().fill('3,50');
      await save();
      await expect(main.locator('input[name="extras.0.code"]')).toHaveValue('pala');

      await price.first().fill('4');
      await main.getByRole('button', { name: t('extras.review') }).click();
      await expect(main.getByText(/Pala: .*3[.,]50.* → .*4/)).toBeVisible();
      await main.getByRole('button', { name: t('extras.save') }).click();
      await expect(price.first()).toHaveValue(typedMoney(400, 'EUR', site.language));
      await main.getByRole('button', { name: /^(Undo|Deshacer)/ }).click();
      await expect(price.first()).toHaveValue(typedMoney(350, 'EUR', site.language));
      await main.getByText(t('listHistory.title')).click();
      await main
        .getByRole('link', { name: t('listHistory.showAgain') })
        .nth(1)
        .click();
      await expect(price.first()).toHaveValue(typedMoney(400, 'EUR', site.language));

      await clubView.openChosen({
        slug: club.slug,
        courtId: club.courts[0].id,
        date: inDays(3),
        time: '10:00',
      });
      await expect(clubView.extras).toBeVisible();
    });
  });
}
