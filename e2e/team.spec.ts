import { makeStaff, makeUser } from '@/test/factories';
import { expectAccessible } from './accessibility';
import { expect, test } from './fixtures';
import { untilMailed } from './world';

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with scripts ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled, role: 'owner' });

    test('an owner invites, gives another role, takes one away, and cannot leave as the last one', async ({
      page,
      site,
      workplace: club,
    }) => {
      const { t } = site;
      const main = page.getByRole('main');
      const marta = await makeUser({ name: 'Marta Gil', lastSignInAt: new Date('2026-03-02T09:30:00Z') });
      await makeStaff(marta.id, club.id, 'desk');
      await site.open(`/admin/${club.slug}/team`);
      const row = main.getByRole('listitem').filter({ hasText: marta.email });
      await expect(row).toContainText('10:30');

      const invited = `new.${crypto.randomUUID().slice(0, 8)}@pista.test`;
      await main.getByLabel(t('team.email')).fill(marta.email);
      await main.getByRole('button', { name: t('team.inviteDo') }).click();
      await expect(main.getByText(t('team.unfitStaff'))).toBeVisible();
      await main.getByLabel(t('team.email')).fill(invited);
      await main.getByRole('button', { name: t('team.inviteDo') }).click();
      await expect(main.getByText(t('team.invited'))).toBeVisible();
      await untilMailed({ email: invited }, club.name);
      await main.getByRole('button', { name: t('team.withdrawNamed', { email: invited }) }).click();
      await expect(main.getByText(invited)).toHaveCount(0);

      await main.getByLabel(t('team.roleOf', { name: 'Marta Gil' }), { exact: true }).selectOption('manager');
      await main.getByRole('button', { name: t('team.changeNamed', { name: 'Marta Gil' }) }).click();
      await expect(row).toContainText(`Marta Gil · ${t('desk.role_manager')}`);
      if (javaScriptEnabled) await expectAccessible(page);
      await main.getByText(t('team.remove'), { exact: true }).click();
      await expect(main.getByText(t('team.removeText', { name: 'Marta Gil' }))).toBeVisible();
      await main.getByRole('button', { name: t('team.removeDo', { name: 'Marta Gil' }) }).click();
      await expect(row).toHaveCount(0);

      await main.getByText(t('account.teamLeave'), { exact: true }).click();
      await main.getByRole('button', { name: t('account.teamLeaveNamed', { club: club.name }) }).click();
      await expect(main.getByRole('alert')).toHaveText(t('account.teamLastOwner'));
    });
  });
}
