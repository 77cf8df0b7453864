import { expectAccessible } from './accessibility';
import { expect, test } from './fixtures';
import { inDays } from './world';

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with scripts ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled, role: 'owner' });

    test('an owner makes a key of the club, a program uses it, and the owner revokes it', async ({
      page,
      site,
      workplace: club,
      request,
    }) => {
      const { t } = site;
      const main = page.getByRole('main');
      await site.open(`/admin/${club.slug}/keys`);
      await expect(main.getByText(t('clubKeys.none'))).toBeVisible();

      await main.getByLabel(t('clubKeys.name')).fill('Tornos');
      await main.getByLabel(t('clubKeys.role')).selectOption('desk');
      await main.getByRole('button', { name: t('clubKeys.create') }).click();
      const key = (await main.getByText(/^pista_\w+$/).textContent()) ?? '';
      const row = main.getByRole('listitem').filter({ hasText: 'Tornos' });
      await expect(row).toContainText(t('desk.role_desk'));
      if (javaScriptEnabled) await expectAccessible(page);

      const ask = async (path: string) =>
        (await request.get(`/api/v1/${path}`, { headers: { authorization: `Token ${key}` } })).status();
      expect(await ask(`clubs/${club.id}/planner?date=${inDays(1)}&view=day`)).toBe(200);
      expect(await ask(`clubs/${club.id}/team`)).toBe(403);
      expect(await ask('users/me')).toBe(403);

      await row.getByRole('button', { name: t('clubKeys.revokeNamed', { name: 'Tornos' }) }).click();
      await expect(main.getByText(t('clubKeys.none'))).toBeVisible();
      expect(await ask(`clubs/${club.id}/planner?date=${inDays(1)}&view=day`)).toBe(401);
    });
  });
}
