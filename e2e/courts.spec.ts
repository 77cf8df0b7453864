import { makeUser } from '@/test/factories';
import { expectAccessible } from './accessibility';
import { expect, test } from './fixtures';
import { book, inDays } from './world';

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with scripts ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled });

    test('a manager adds, renames, moves and retires a court, whose booking stays', async ({
      page,
      site,
      workplace: club,
    }) => {
      test.slow();
      const { t } = site;
      const main = page.getByRole('main');
      const [first, second] = club.courts;
      await book(await makeUser(), { courtId: first.id, date: inDays(3) });
      await site.open(`/admin/${club.slug}/courts`);
      const rows = main.getByRole('list', { name: t('setUp.courts') }).getByRole('listitem');
      await expect(rows).toHaveCount(2);

      await main.getByText(t('clubCourts.add'), { exact: true }).click();
      const adding = main.locator('details', { hasText: t('clubCourts.add') }).last();
      await adding.getByLabel(t('clubCourts.name')).fill(second.name);
      await adding.getByRole('button', { name: t('clubCourts.addDo') }).click();
      await expect(adding.getByText(t('clubCourts.nameTaken'))).toBeVisible();
      await adding.getByLabel(t('clubCourts.name')).fill('Cristal 9');
      await adding.getByRole('button', { name: t('clubCourts.addDo') }).click();
      await expect(main.getByText(t('clubCourts.added'))).toBeVisible();
      await expect(rows.last()).toContainText('Cristal 9');
      if (javaScriptEnabled) await expectAccessible(page);

      await main.getByRole('button', { name: t('clubCourts.up', { name: 'Cristal 9' }) }).click();
      await expect(rows.nth(1)).toContainText('Cristal 9');
      const moved = rows.nth(1);
      await moved.getByText(t('clubCourts.change'), { exact: true }).click();
      await moved.getByLabel(t('clubCourts.name')).fill('Muro 9');
      await moved.getByRole('button', { name: t('clubCourts.save') }).click();
      await expect(moved.getByRole('heading', { name: 'Muro 9' })).toBeVisible();

      await rows.first().getByText(t('clubCourts.retire'), { exact: true }).click();
      await rows
        .first()
        .getByRole('button', { name: t('clubCourts.retireLook') })
        .click();
      await expect(main.getByText(t('clubCourts.staying', { count: 1 }))).toBeVisible();
      await main.getByRole('button', { name: t('clubCourts.retireDo') }).click();
      await expect(main.getByText(t('clubCourts.retiredDone'))).toBeVisible();
      await expect(rows).toHaveCount(2);

      await site.open(`/clubs/${club.slug}?date=${inDays(3)}`);
      await expect(main.getByText('Muro 9').first()).toBeVisible();
      await expect(main.getByText(first.name, { exact: true })).toHaveCount(0);
      await site.open(`/admin/${club.slug}/planner?date=${inDays(3)}`);
      await expect(main.getByText(t('board.retired')).first()).toBeVisible();

      await site.open(`/admin/${club.slug}/courts`);
      await main.getByRole('button', { name: t('clubCourts.putBackNamed', { name: first.name }) }).click();
      await expect(rows).toHaveCount(3);
    });
  });
}
