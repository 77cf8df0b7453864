import type { Page } from '@playwright/test';
import { makeCustomer, makeDue, makePayment, makeReservation, makeStaff, makeUser } from '@/test/factories';
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

const courtOf = (page: Page, { name }: { name: string }) => page.getByRole('region', { name });

test('reception books a gap with a name and Enter twice', async ({
  page,
  site,
  player: desk,
  signInAsStaff,
  club,
}) => {
  await makeStaff(desk.id, club.id, 'desk');
  await makeCustomer(club.id, { name: 'Ana Rueda', phone: '+34655219003' });
  await signInAsStaff(desk);
  await site.open(`/admin/${club.slug}/planner?date=${inDays(2)}`);
  const court = courtOf(page, club.courts[0]);
  await court.getByRole('link', { name: site.t('board.free') }).focus();
  await page.keyboard.press('Enter');

  const form = page.getByRole('region', { name: site.t('planner.newTitle') });
  const who = form.getByRole('combobox', { name: site.t('planner.who') });
  await expect(who).toBeFocused();
  await expect(form.getByText(site.euros(4500))).toBeVisible();
  await page.keyboard.type('rued');
  await expect(form.getByRole('option', { name: 'Ana Rueda' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(who).toHaveValue('Ana Rueda');
  await page.keyboard.press('Enter');

  await expect(form).toBeHidden();
  const game = court.getByRole('listitem').filter({ hasText: 'Ana Rueda' });
  await expect(game).toContainText('08:00–09:30');
  await expect(game).toContainText(site.euros(4500));
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('reception books somebody new, and blocks two courts', async ({
    page,
    site,
    player: desk,
    signInAsStaff,
    club,
  }) => {
    await makeStaff(desk.id, club.id, 'desk');
    await signInAsStaff(desk);
    await site.open(`/admin/${club.slug}/planner?date=${inDays(2)}&view=day`);
    const [one, two] = club.courts;
    await courtOf(page, one)
      .getByRole('link', { name: site.t('board.free') })
      .click();
    const form = page.getByRole('region', { name: site.t('planner.newTitle') });
    const book = form.getByRole('button', { name: site.t('planner.book') });
    await book.click();
    await expect(form.getByText(site.t('planner.whoMissing'))).toBeVisible();
    await form.getByLabel(site.t('planner.who')).fill('Ramón Nuevo');
    await form.getByLabel(site.t('planner.phone')).fill('655 21 90 44');
    await form.getByLabel(site.t('planner.start')).fill('10:30');
    await book.click();
    await expect(courtOf(page, one)).toContainText('Ramón Nuevo');
    await expect(courtOf(page, one)).toContainText('10:30–12:00');

    await page.getByRole('link', { name: site.t('board.block') }).click();
    await form.getByLabel(site.t('planner.title')).fill('Liga femenina');
    await form.getByLabel(site.t('planner.start')).fill('16:00');
    await form.getByLabel(site.t('planner.until')).fill('20:00');
    await form.getByText(site.t('planner.more')).click();
    await form.getByRole('checkbox', { name: two.name }).check();
    await book.click();
    await expect(courtOf(page, one)).toContainText('Liga femenina');
    await expect(courtOf(page, two)).toContainText('16:00–20:00');
  });

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
    const court = courtOf(page, club.courts[0]);
    const games = court.getByRole('listitem');
    await expect(games.filter({ hasText: 'Marta Gil' })).toContainText(site.t('board.state_paid'));
    await expect(games.filter({ hasText: 'Pablo Ortiz' })).toContainText(site.euros(4500));
    await expect(courtOf(page, club.courts[1])).toContainText('Liga femenina');

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
      await expect(courtOf(page, club.courts[0])).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('link', { name: site.t('board.new') }).click();
      await expect(page.getByRole('region', { name: site.t('planner.newTitle') })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('link', { name: site.t('planner.close') }).click();
      await page.setViewportSize({ width: 390, height: 844 });
      await expect(courtOf(page, club.courts[0])).toBeHidden();
      await expect(page.getByRole('table', { name: site.t('board.byStart') })).toBeVisible();
      await expectAccessible(page);
    });
  });
}
