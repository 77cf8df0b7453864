import { makeCustomer, makeUser } from '@/test/factories';
import { expectAccessible } from './accessibility';
import { expect, test } from './fixtures';
import { book, inDays } from './world';

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with scripts ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled });

    const where = javaScriptEnabled ? ' @phone' : '';

    test(`8: a manager repeats a booking with a conflict, moves what follows, and ends it${where}`, async ({
      page,
      site,
      workplace: club,
    }) => {
      test.slow();
      const { t } = site;
      const main = page.getByRole('main');
      const [first, second] = club.courts;
      await book(await makeUser(), { courtId: first.id, date: inDays(9), startTime: '10:00' });
      const { name } = await makeCustomer(club.id, { name: `Lola ${crypto.randomUUID().slice(0, 8)}` });
      await site.open(`/admin/${club.slug}/series`);
      await expect(main.getByText(t('seriesPage.none'))).toBeVisible();

      const begun = new URLSearchParams({ date: inDays(8), new: `${first.id}T10:00` });
      await site.open(`/admin/${club.slug}/planner?${begun}`);
      const booking = page.getByRole('region', { name: t('planner.newTitle') });
      await booking.getByRole('combobox', { name: t('planner.who') }).fill(name ?? '');
      if (javaScriptEnabled) await booking.getByRole('option', { name: name ?? '' }).click();
      await booking.getByRole('button', { name: t('planner.repeat') }).click();
      await expect(main.getByText(t('seriesPage.preview', { count: 13 }))).toBeVisible();
      await expect(main.getByLabel(t('seriesPage.who'))).toHaveValue(name ?? '');
      for (const day of await main.getByRole('checkbox').all()) await day.check();
      await main.getByLabel(t('seriesPage.from'), { exact: true }).fill(inDays(8));
      await main.getByLabel(t('seriesPage.until'), { exact: true }).fill(inDays(11));
      await main.getByLabel(t('seriesPage.price'), { exact: true }).fill('20,50');
      await main.getByLabel(t('seriesPage.reason'), { exact: true }).fill('Grupo fijo');
      await main.getByRole('button', { name: t('seriesPage.look') }).click();
      await expect(main.getByText(t('seriesPage.preview', { count: 4 }))).toBeVisible();
      await expect(main.getByText(site.euros(6150))).toBeVisible();
      await expect(main.getByText(t('seriesPage.reason_taken'))).toHaveCount(1);
      await expect(main.getByRole('combobox').first()).toHaveValue(String(second.id));
      if (javaScriptEnabled) await expectAccessible(page);
      await main.getByRole('button', { name: t('seriesPage.save') }).click();
      await expect(main.getByText(t('seriesPage.saved'))).toBeVisible();
      const row = main.getByRole('listitem').filter({ hasText: name ?? '' });
      await expect(row).toContainText('10:00');

      await row.getByText(t('seriesPage.change'), { exact: true }).first().click();
      const changing = row.locator('details').first();
      await changing.getByLabel(t('seriesPage.scope')).selectOption('following');
      await changing.getByLabel(t('seriesPage.date'), { exact: true }).fill(inDays(10));
      await changing.getByLabel(t('seriesPage.start')).fill('12:00');
      await changing.getByLabel(t('seriesPage.title')).fill('Liga de noche');
      await changing.getByRole('button', { name: t('seriesPage.changeDo') }).click();
      await expect(row).toContainText('12:00');

      await site.open(`/admin/${club.slug}/planner?date=${inDays(9)}`);
      await expect(main.getByText(name ?? '').first()).toBeVisible();

      await site.open(`/admin/${club.slug}/series`);
      await row.getByText(t('seriesPage.end'), { exact: true }).click();
      await row
        .locator('details')
        .last()
        .getByRole('button', { name: t('seriesPage.endDo') })
        .click();
      await expect(main.getByText(t('seriesPage.none'))).toBeVisible();
    });
  });
}
