import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { clubRequests } from '@/db/schema';
import { makeClubRequest } from '@/test/factories';
import { expect, test } from './fixtures';
import { setUpPages } from './pages/set-up';
import { ownCity, untilMailed } from './world';

for (const javaScriptEnabled of [true, false]) {
  test.describe(`a visitor with scripts ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled, signedIn: false });

    test('asks for a club, is told what is wrong at its field, and keeps what was typed', async ({
      site,
    }) => {
      const { t } = site;
      const arrival = setUpPages(site);
      const wanted = {
        name: `Pádel ${crypto.randomUUID().slice(0, 8)}`,
        city: ownCity(),
        email: `${crypto.randomUUID()}@example.com`,
      };
      await site.open('/for-clubs');
      const { main } = arrival;
      await arrival.fillRequest(wanted);
      await main.getByLabel(t('forClubs.sport')).selectOption('tennis');
      await main.getByText(t('forClubs.elsewhere')).click();
      await main.getByLabel(t('forClubs.country')).selectOption('PT');
      await main.getByLabel(t('forClubs.zone')).fill('Europe/Atlantis');
      await arrival.sendRequest();
      await expect(main.getByText(t('forClubs.unfitZone'))).toBeVisible();
      await expect(main.getByLabel(t('forClubs.zone'))).toHaveValue('Europe/Atlantis');
      await main.getByLabel(t('forClubs.zone')).fill('Europe/Lisbon');
      await arrival.sendRequest();
      await expect(arrival.asked).toBeVisible();
      const rows = await db().select().from(clubRequests).where(eq(clubRequests.email, wanted.email));
      const asked = {
        ...wanted,
        sport: 'tennis',
        country: 'PT',
        timeZone: 'Europe/Lisbon',
        locale: site.language,
      };
      expect(rows).toMatchObject([asked]);
    });
  });
}

test.describe('an operator', () => {
  test.use({ operator: true });

  test('refuses a club, whose mailbox is told', async ({ site }) => {
    const { id, name, email } = await makeClubRequest();
    await site.open('/ops/clubs');
    const refuse = site.page.getByRole('button', { name: site.t('opsClubs.refuseOf', { name }) });
    await refuse.click();
    await expect(refuse).toHaveCount(0);
    expect(await db().select().from(clubRequests).where(eq(clubRequests.id, id))).toEqual([]);
    await untilMailed({ email }, name);
  });
});
