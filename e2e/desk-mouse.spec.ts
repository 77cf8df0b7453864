import { expectAccessibleInBothThemes } from './accessibility';
import {
  bookByPhone,
  DEARER_BY,
  expect,
  HOUR_PRICE,
  inBothLanguages,
  LATER,
  minutesAgo,
  test,
} from './desk-steps';
import { untilScripted } from './site';
import { localDateOf } from '@/lib/core/time';

inBothLanguages(() => {
  test('a receptionist works a day by mouse, and the till is right to the cent', async ({
    page,
    site,
    desk,
    board,
    till,
  }) => {
    test.slow();
    const { t, euros } = site;
    const [first, second] = desk.courts;
    const missed = await bookByPhone(desk, { name: 'Luis Mora', court: 1, startsAt: minutesAgo(20) });
    const rail = page.getByRole('navigation', { name: t('desk.rail') });
    await site.open('/admin');
    await rail.getByRole('link', { name: t('desk.page_till') }).click();
    await till.openWith('150.00');
    await rail.getByRole('link', { name: t('desk.page_planner') }).click();

    await page.getByRole('link', { name: t('board.new') }).click();
    await board.choose(t('planner.kind_walk_in'));
    await board.choose('60');
    await board.choose(t('planner.settle_cash'));
    await expectAccessibleInBothThemes(page);
    await board.book();
    await expect(board.form).toBeHidden();
    await expect(board.item(t('board.kind_walk_in'))).toContainText(t('board.state_paid'));

    await page.getByLabel(t('board.date')).fill(LATER);
    await page.getByRole('button', { name: t('board.go') }).click();
    await expect(page).toHaveURL(new RegExp(`date=${LATER}`));
    const gap = board.court(first).getByRole('link', { name: t('board.free') });
    await untilScripted(gap);
    await gap.click();
    await board.form.getByRole('combobox', { name: t('planner.who') }).fill('Ana Ruiz');
    await board.form.getByLabel(t('planner.start')).fill('10:00');
    await board.choose('60');
    await expect(board.form.getByText(euros(HOUR_PRICE))).toBeVisible();
    await board.book();
    await expect(board.court(first)).toContainText('Ana Ruiz');
    await expect(board.item('Ana Ruiz')).toContainText(board.span(LATER, '10:00', 1));

    await untilScripted(board.item('Ana Ruiz').getByRole('link'));
    await board.drag('Ana Ruiz', board.court(second));
    await expect(board.question).toContainText(euros(HOUR_PRICE + DEARER_BY));
    await expectAccessibleInBothThemes(page);
    await board.chargeMore(HOUR_PRICE + DEARER_BY, DEARER_BY).click();
    await expect(board.court(second)).toContainText('Ana Ruiz');
    await expect(board.item('Ana Ruiz')).toContainText(euros(HOUR_PRICE + DEARER_BY));

    await rail.getByRole('link', { name: t('desk.page_till') }).click();
    for (const [amount, slip] of [
      ['30.00', '0042'],
      ['4.00', '0043'],
    ] as const) {
      const due = till.owing('Ana Ruiz').filter({ hasText: till.typed(amount) });
      await due.locator('summary').getByText(t('till.take'), { exact: true }).click();
      await due.getByLabel(t('till.method')).selectOption('card_terminal');
      await due.getByLabel(t('till.referenceOptional')).fill(slip);
      await due.getByRole('button', { name: t('till.take') }).click();
      await expect(page.getByRole('row').filter({ hasText: slip })).toBeVisible();
    }
    await expect(till.owing('Ana Ruiz')).toHaveCount(0);

    await board.open(desk.slug, { date: localDateOf(missed.startsAt.getTime(), desk.timeZone) });
    await board.item('Luis Mora').getByRole('link').click();
    await board.panel.getByRole('button', { name: t('panel.mark_no_show') }).click();
    await expect(board.panel.getByText(t('status.no_show'), { exact: true })).toBeVisible();
    await expectAccessibleInBothThemes(page);
    await board.panel.getByRole('link', { name: t('panel.close') }).click();
    await expect(board.item('Luis Mora')).toContainText(t('board.state_no_show'));

    await rail.getByRole('link', { name: t('desk.page_till') }).click();
    await till.closeWith('180.00');
    await expect(page.getByText(t('till.differenceIs', { sum: euros(0) }))).toBeVisible();
  });
});
