import { expectAccessibleInBothThemes } from './accessibility';
import { bookByPhone, DEARER_BY, expect, HOUR_PRICE, inBothLanguages, LATER, test } from './desk-steps';
import { fingerOf } from './finger';
import { untilScripted } from './site';

test.use({ hasTouch: true, viewport: { width: 1024, height: 768 } });

inBothLanguages(() => {
  test('a receptionist with a tablet scrolls without moving anything, and moves what a finger rests on', async ({
    page,
    site,
    desk,
    board,
    till,
  }) => {
    test.slow();
    const { t, euros } = site;
    const [first, second] = desk.courts;
    await bookByPhone(desk, { name: 'Marta Gil' });
    await till.open(desk.slug);
    await till.openWith('100.00');
    await board.open(desk.slug, { date: LATER, view: 'day' });
    const marta = board.item('Marta Gil');
    await untilScripted(marta.getByRole('link'));
    const finger = await fingerOf(page);
    const before = await board.box(marta);
    await finger.down(before.x + 30, before.y + 20);
    for (const step of [10, 30, 60, 90]) await finger.move(before.x + 30, before.y + 20 - step);
    await finger.up();
    await expect.poll(async () => (await marta.boundingBox())?.y).toBeLessThan(before.y);
    await expect(page.locator('.is-lifted')).toHaveCount(0);
    await expect(marta).toContainText(board.span(LATER, '10:00', 1.5));

    // A swipe rolls on after the finger, and may leave it under the head of its court.
    await expect
      .poll(async () => {
        const top = () => page.locator('.board').evaluate(({ scrollTop }) => scrollTop);
        const before = await top();
        await page.waitForTimeout(200);
        return (await top()) - before;
      })
      .toBe(0);
    await marta.evaluate((item) => item.scrollIntoView({ block: 'center', behavior: 'instant' }));
    const from = await board.box(marta);
    const across = await board.box(board.court(second));
    await finger.down(from.x + 30, from.y + 20);
    await expect(page.locator('.is-lifted')).toHaveCount(1);
    await finger.move(from.x + 40, from.y + 20);
    await finger.move(across.x + 40, from.y + 20);
    await finger.up();
    const [price, more] = [1.5 * (HOUR_PRICE + DEARER_BY), 1.5 * DEARER_BY];
    await expectAccessibleInBothThemes(page);
    await board.chargeMore(price, more).tap();
    await expect(board.court(second)).toContainText('Marta Gil');
    await expect(board.court(first)).not.toContainText('Marta Gil');

    await board
      .court(first)
      .getByRole('link', { name: t('board.free') })
      .tap();
    await board.form.getByRole('combobox', { name: t('planner.who') }).fill('Ana Ruiz');
    await board.form.getByLabel(t('planner.start')).fill('12:00');
    await board.form.getByText(t('planner.settle_cash'), { exact: true }).tap();
    await board.form.getByRole('button', { name: t('planner.book') }).tap();
    await expect(board.form).toBeHidden();
    await expect(board.item('Ana Ruiz')).toContainText(t('board.state_paid'));

    await marta.getByRole('link').tap();
    const take = board.panel.locator('summary').filter({ hasText: euros(more) });
    await take.tap();
    await board.panel
      .getByRole('button', { name: t('panel.takeDo') })
      .filter({ visible: true })
      .tap();
    await expect(take).toHaveCount(0);
    await expectAccessibleInBothThemes(page);
    await board.panel.getByRole('link', { name: t('panel.close') }).tap();
    await expect(marta).toContainText(euros(4500));

    await till.open(desk.slug);
    await till.closeWith('151.00');
    await expect(page.getByText(t('till.differenceIs', { sum: euros(0) }))).toBeVisible();
  });
});
