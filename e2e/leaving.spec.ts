import { makeUser } from '@/test/factories';
import { expectAccessible } from './accessibility';
import { expect, test } from './fixtures';
import { reservationPage } from './pages/reservation';
import { siteIn } from './site';
import { book, freeStarts, inDays, untilMailed } from './world';

test.use({ role: 'owner' });

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with scripts ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled });

    const where = javaScriptEnabled ? ' @phone' : '';

    test(`16, spec: test_cascade_operations — an owner sees what closing would do, closes the club, and opens it again${where}`, async ({
      page,
      site,
      workplace: club,
      request,
      browserOf,
    }) => {
      const { t } = site;
      const main = page.getByRole('main');
      const ana = await makeUser({ name: 'Ana Ruiz' });
      const { id: bookingId } = await book(ana, { courtId: club.courts[0].id });
      const isFound = async () => (await request.get(`/api/v1/clubs/${club.slug}`)).status();
      const isSold = async () => (await freeStarts(club.courts[1].id, inDays(3))).length > 0;

      await site.open(`/admin/${club.slug}/leave`);
      await expect(main.getByText(t('leaving.closeBookings', { count: 1 }))).toBeVisible();
      await expect(main.getByText(t('leaving.closeTold', { count: 1 }))).toBeVisible();
      if (javaScriptEnabled) await expectAccessible(page);

      const name = main.getByLabel(t('leaving.closeName', { club: club.name }));
      await name.fill('Otro club');
      await main.getByRole('button', { name: t('leaving.closeDo') }).click();
      await expect(main.getByText(t('leaving.closeOther'))).toBeVisible();
      expect(await isFound()).toBe(200);

      await name.fill(club.name);
      await main.getByRole('button', { name: t('leaving.closeDo') }).click();
      await expect(main.getByRole('heading', { level: 1 })).toHaveText(
        t('leaving.closed', { club: club.name }),
      );
      expect(await isFound()).toBe(404);
      expect(await isSold()).toBe(false);
      await untilMailed(ana, club.name);
      const theirs = siteIn(await (await browserOf(ana)).newPage(), site.language);
      await reservationPage(theirs).open(bookingId);
      await expect(reservationPage(theirs).cancelled).toBeVisible();
      if (javaScriptEnabled) await expectAccessible(page);

      await site.open('/account');
      await main.getByRole('link', { name: t('leaving.seeNamed', { club: club.name }) }).click();
      await main.getByText(t('leaving.lost', { count: 1 })).click();
      await expect(main.getByText('Ana Ruiz')).toBeVisible();
      await main.getByRole('button', { name: t('leaving.restoreDo', { club: club.name }) }).click();
      await expect(main.getByText(t('leaving.closeBookings', { count: 0 }))).toBeVisible();
      if (javaScriptEnabled)
        await expect(main.getByText(t('operation.pending'))).toHaveCount(0, { timeout: 20_000 });
      expect(await isFound()).toBe(200);
      await expect.poll(isSold).toBe(true);
      await theirs.page.reload();
      await expect(reservationPage(theirs).cancelled).toBeVisible();
    });
  });
}

test('an owner takes the data of the club along', async ({ page, site, workplace: club }) => {
  const main = page.getByRole('main');
  await site.open(`/admin/${club.slug}/leave`);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    main.getByRole('button', { name: site.t('leaving.exportAsk') }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`${club.slug}-pista.zip`);
});
