import { makeDue, makePayment, makeReservation, makeStaff, makeUser } from '@/test/factories';
import { expectAccessible } from './accessibility';
import { expect, test } from './fixtures';
import { inDays, type OwnClub } from './world';

/** Two courts with a paid game, one that owes, and a block, the day after tomorrow. */
async function bookDay({ courts: [one, two] }: OwnClub) {
  const at = (hour: number) => new Date(`${inDays(2)}T${hour}:00:00Z`);
  const { id: marta } = await makeUser({ name: 'Marta Gil' });
  const { id: pablo } = await makeUser({ name: 'Pablo Ortiz' });
  const paid = await makeReservation({ courtId: one.id, startsAt: at(10), userId: marta });
  await makePayment(paid);
  const owing = await makeReservation({
    courtId: one.id,
    startsAt: at(14),
    userId: pablo,
    channel: 'phone',
    note: 'Pide pala',
  });
  await makeDue(owing);
  const block = await makeReservation({
    courtId: two.id,
    startsAt: at(10),
    userId: null,
    kind: 'block',
    channel: 'desk',
    priceMinor: 0,
    title: 'Liga femenina',
  });
  return { paid, owing, block };
}

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('reception reads any day by court and as a list', async ({
    page,
    site,
    player: desk,
    signInAsStaff,
    club,
  }) => {
    await bookDay(club);
    await makeStaff(desk.id, club.id, 'desk');
    await signInAsStaff(desk);
    await site.open('/admin');
    await expect(page).toHaveURL(new RegExp(`/admin/${club.slug}/planner$`));

    await page.getByLabel(site.t('board.date')).fill(inDays(1));
    await page.getByRole('button', { name: site.t('board.go') }).click();
    await page.getByRole('link', { name: site.t('board.dayAfter') }).click();
    const court = page.getByRole('region', { name: club.courts[0].name });
    const games = court.getByRole('listitem');
    await expect(games.filter({ hasText: 'Marta Gil' })).toContainText(site.t('board.state_paid'));
    await expect(games.filter({ hasText: 'Pablo Ortiz' })).toContainText(site.euros(4500));
    await expect(page.getByRole('region', { name: club.courts[1].name })).toContainText('Liga femenina');

    const legend = page.getByRole('navigation', { name: site.t('board.legend') });
    await legend.getByRole('link', { name: site.t('board.legend_owed') }).click();
    await expect(legend.getByRole('link', { name: site.t('board.legend_owed') })).toHaveAttribute(
      'aria-current',
      'true',
    );
    await legend.getByRole('link', { name: site.t('board.legend_all') }).click();

    await page.getByRole('link', { name: site.t('board.view_list') }).click();
    const rows = page.getByRole('table', { name: site.t('board.byStart') }).getByRole('row');
    await expect(rows.filter({ hasText: 'Marta Gil' })).toContainText(club.courts[0].name);
    await expect(rows.filter({ hasText: 'Liga femenina' })).toContainText(club.courts[1].name);
    await expect(rows.last()).toContainText(site.t('board.count', { count: 3 }));
    await page.getByRole('link', { name: site.t('board.today') }).click();
    await expect(page.getByRole('heading', { name: site.t('board.emptyTitle') })).toBeVisible();
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('a day with every kind of item can be read by everybody, on a phone as a list', async ({
      page,
      site,
      player: desk,
      signInAsStaff,
      club,
    }) => {
      await bookDay(club);
      await makeStaff(desk.id, club.id, 'desk');
      await signInAsStaff(desk);
      await site.open(`/admin/${club.slug}/planner?date=${inDays(2)}`);
      await expect(page.getByRole('region', { name: club.courts[0].name })).toBeVisible();
      await expectAccessible(page);
      await page.setViewportSize({ width: 390, height: 844 });
      await expect(page.getByRole('region', { name: club.courts[0].name })).toBeHidden();
      await expect(page.getByRole('table', { name: site.t('board.byStart') })).toBeVisible();
      await expectAccessible(page);
    });
  });
}
