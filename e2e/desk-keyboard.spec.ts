import type { Page } from '@playwright/test';
import { localDateOf } from '@/lib/core/time';
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
import { press, pressTo } from './keyboard';
import { type Site, untilScripted } from './site';

const PRICE = 1.5 * HOUR_PRICE;
const DEARER = 1.5 * DEARER_BY;

/** Opens a page of the club or a day by its name. */
async function find({ page, t }: Site, words: string): Promise<void> {
  await untilScripted(page.getByRole('link', { name: t('find.title') }));
  await press(page, 'Control+k');
  await expect(page.getByRole('combobox', { name: t('find.field') })).toBeFocused();
  await page.keyboard.type(words);
  await expect(page.getByRole('option').first()).toBeVisible();
  await press(page, 'Enter');
  await expect(page.getByRole('combobox', { name: t('find.field') })).toBeHidden();
}

/** Opens a day by its date, and waits until it is there. */
async function findDay(site: Site, date: string): Promise<void> {
  await find(site, date);
  await expect(site.page).toHaveURL(new RegExp(`date=${date}`));
}

/** The one of a few that is chosen is where Tab stops. */
async function chooseBeside(page: Page, group: string, key: 'ArrowLeft' | 'ArrowRight'): Promise<void> {
  await pressTo(page.getByRole('group', { name: group }).getByRole('radio', { checked: true }));
  await press(page, key);
}

inBothLanguages(() => {
  test('a receptionist works the same day by keyboard alone', async ({ page, site, desk, board, till }) => {
    test.slow();
    const { t, euros } = site;
    const missed = await bookByPhone(desk, { name: 'Luis Mora', court: 1, startsAt: minutesAgo(20) });
    const link = (name: string) => board.item(name).getByRole('link');
    await site.open('/admin');
    await find(site, t('desk.page_till'));
    await pressTo(till.float);
    await page.keyboard.type(till.typed('150.00'));
    await press(page, 'Enter');
    await till.done('opened');

    await find(site, t('desk.page_planner'));
    await expect(page.getByRole('link', { name: t('board.new') })).toBeVisible();
    await untilScripted(page.locator('[data-key="n"]'));
    await press(page, 'n');
    await expect(board.form.getByRole('combobox', { name: t('planner.who') })).toBeFocused();
    await chooseBeside(page, t('planner.kind'), 'ArrowRight');
    await chooseBeside(page, t('planner.duration'), 'ArrowLeft');
    await chooseBeside(page, t('planner.settle'), 'ArrowRight');
    await press(page, 'Enter');
    await expect(board.form).toBeHidden();
    const walkIn = t('board.kind_walk_in');
    await expect(board.item(walkIn)).toContainText(t('board.state_paid'));
    await pressTo(board.stop);
    await press(page, 'Home');
    await pressTo(link(walkIn), 'ArrowDown');
    await press(page, 'c');
    await expect(board.item(walkIn)).toContainText(t('board.arrived'));
    await expectAccessibleInBothThemes(page);

    await findDay(site, localDateOf(missed.startsAt.getTime(), desk.timeZone));
    await untilScripted(link('Luis Mora'));
    await pressTo(board.stop);
    await press(page, 'ArrowRight', 'Home');
    await pressTo(link('Luis Mora'), 'ArrowDown');
    await press(page, 'x');
    await expect(board.item('Luis Mora')).toContainText(t('board.state_no_show'));

    await findDay(site, LATER);
    const gap = board.court(desk.courts[0]).getByRole('link', { name: t('board.free') });
    await untilScripted(gap);
    await pressTo(board.stop);
    await press(page, 'ArrowLeft');
    await pressTo(gap, 'Home');
    await press(page, 'Enter');
    await expect(board.form.getByRole('combobox', { name: t('planner.who') })).toBeFocused();
    await page.keyboard.type('Ana Ruiz');
    await press(page, 'Enter', 'Enter');
    await expect(board.form).toBeHidden();
    await expect(board.item('Ana Ruiz')).toContainText(euros(PRICE));

    await untilScripted(link('Ana Ruiz'));
    await pressTo(board.stop);
    await pressTo(link('Ana Ruiz'), 'Home');
    await press(page, 'm', 'ArrowRight', 'Enter');
    await expect(board.question).toContainText(euros(PRICE + DEARER));
    await expectAccessibleInBothThemes(page);
    await pressTo(board.chargeMore(PRICE + DEARER, DEARER));
    await press(page, 'Enter');
    await expect(board.court(desk.courts[1])).toContainText(euros(PRICE + DEARER));

    await pressTo(board.stop);
    await press(page, 'ArrowRight');
    await pressTo(link('Ana Ruiz'), 'Home');
    await press(page, 'p');
    const method = board.panel.getByLabel(t('panel.method')).filter({ visible: true });
    const taking = (amount: number) =>
      board.panel.locator('summary').filter({ hasText: t('panel.take', { amount: euros(amount) }) });
    await expect(method).toBeFocused();
    await press(page, 'ArrowDown', 'Tab', 'Enter');
    await expect(taking(PRICE)).toHaveCount(0);
    await pressTo(taking(DEARER));
    await press(page, 'Enter');
    await pressTo(method);
    await press(page, 'ArrowDown', 'Tab', 'Enter');
    await expect(taking(DEARER)).toHaveCount(0);
    await expect(board.panel.getByRole('heading', { name: t('panel.money') })).toBeFocused();
    await expectAccessibleInBothThemes(page);
    await press(page, 'Escape');
    await expect(board.panel).toHaveCount(0);
    await expect(board.item('Ana Ruiz')).toContainText(t('board.state_paid'));

    await find(site, t('desk.page_till'));
    await pressTo(till.counted);
    await page.keyboard.type(till.typed('180.00'));
    await press(page, 'Enter');
    await till.done('closed');
    await expect(page.getByText(t('till.differenceIs', { sum: euros(0) }))).toBeVisible();
  });
});
