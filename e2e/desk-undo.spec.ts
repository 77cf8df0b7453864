import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { acts } from '@/db/schema';
import { localDateOf } from '@/lib/core/time';
import { makeReservation } from '@/test/factories';
import { expectAccessibleInBothThemes } from './accessibility';
import { bookByPhone, expect, inBothLanguages, LATER, minutesAgo, test } from './desk-steps';
import { press } from './keyboard';
import { untilScripted } from './site';

inBothLanguages(() => {
  test('what was done to a booking of a later day is taken back, one act after another', async ({
    page,
    site,
    desk,
    board,
  }) => {
    test.slow();
    const { t, euros } = site;
    const [first, second] = desk.courts;
    await bookByPhone(desk, { name: 'Ana Ruiz' });
    await bookByPhone(desk, { name: 'Luis Mora', court: 1 });
    await board.open(desk.slug, { date: LATER, view: 'day' });
    const ana = board.item('Ana Ruiz');
    const at = (from: string, hours: number) => board.span(LATER, from, hours);
    const doWith = async (...keys: readonly string[]) => {
      await untilScripted(ana.getByRole('link'));
      await ana.getByRole('link').focus();
      await press(page, ...keys);
    };
    await doWith('m', 'ArrowDown', 'Enter');
    await expect(ana).toContainText(at('10:30', 1.5));
    await expect(board.toast).toBeVisible();
    await expectAccessibleInBothThemes(page);
    await press(page, 'z');
    await expect(ana).toContainText(at('10:00', 1.5));
    await expect(board.toast).toBeHidden();

    await doWith('m', 'Shift+ArrowDown', 'Enter');
    await page.getByRole('button', { name: t('planner.keepPrice', { price: euros(4500) }) }).click();
    await expect(ana).toContainText(at('10:00', 2));
    await press(page, 'z');
    await expect(ana).toContainText(at('10:00', 1.5));

    await doWith('m', 'ArrowRight', 'Enter');
    await page.getByRole('button', { name: t('planner.swapKeep') }).click();
    await expect(board.court(second)).toContainText('Ana Ruiz');
    await expect(board.court(first)).toContainText('Luis Mora');
    await press(page, 'z');
    await expect(board.court(first)).toContainText('Ana Ruiz');
    await expect(board.court(second)).toContainText('Luis Mora');

    await doWith('l');
    await expect(ana).toContainText(t('board.locked'));
    await press(page, 'z');
    await expect(ana).not.toContainText(t('board.locked'));

    await board
      .court(first)
      .getByRole('link', { name: t('board.free') })
      .first()
      .click();
    await board.form.getByRole('combobox', { name: t('planner.who') }).fill('Eva Sanz');
    await board.form.getByLabel(t('planner.start')).fill('14:00');
    await board.book();
    await expect(board.item('Eva Sanz')).toContainText(at('14:00', 1.5));
    await untilScripted(board.item('Eva Sanz').getByRole('link'));
    await press(page, 'z');
    await expect(board.item('Eva Sanz')).toHaveCount(0);

    await ana.getByRole('link').click();
    await board.panel.getByRole('textbox', { name: t('panel.note'), exact: true }).fill('Trae pala');
    await board.panel.getByRole('button', { name: t('panel.detailsDo') }).click();
    const undo = board.panel.getByRole('button', { name: new RegExp(`^${t('board.undo')}`) });
    await undo.click();
    await expect(board.panel.getByRole('textbox', { name: t('panel.note'), exact: true })).toHaveValue('');
    await board.panel.getByText(t('panel.cancel'), { exact: true }).click();
    await board.panel
      .getByRole('button', { name: t('panel.cancelDo') })
      .first()
      .click();
    await expect(board.panel.getByText(t('status.cancelled'), { exact: true })).toBeVisible();
    await expectAccessibleInBothThemes(page);
    await undo.click();
    await expect(board.panel.getByText(t('status.confirmed'), { exact: true })).toBeVisible();
    await expect(ana).toContainText(at('10:00', 1.5));
  });

  test('who came and who did not is taken back on the day itself', async ({ page, site, desk, board }) => {
    const { t } = site;
    const { startsAt } = await bookByPhone(desk, { name: 'Luis Mora', startsAt: minutesAgo(20) });
    await board.open(desk.slug, { date: localDateOf(startsAt.getTime(), desk.timeZone), view: 'day' });
    const luis = board.item('Luis Mora');
    const link = luis.getByRole('link');
    for (const [key, words] of [
      ['c', t('board.arrived')],
      ['x', t('board.state_no_show')],
    ] as const) {
      await untilScripted(link);
      await link.focus();
      await press(page, key);
      await expect(luis).toContainText(words);
      await press(page, 'z');
      await expect(luis).not.toContainText(words);
    }
    await link.focus();
    await press(page, 'x');
    await expect(luis).toContainText(t('board.state_no_show'));
    await link.click();
    await board.panel.getByRole('button', { name: t('panel.mark_revive') }).click();
    await expect(luis).not.toContainText(t('board.state_no_show'));
    await press(page, 'z');
    await expect(luis).toContainText(t('board.state_no_show'));
  });

  test('what can no longer be taken back says why and what can be done instead, and nothing moves', async ({
    page,
    site,
    desk,
    board,
  }) => {
    const { t } = site;
    const [first] = desk.courts;
    await bookByPhone(desk, { name: 'Ana Ruiz' });
    await board.open(desk.slug, { date: LATER, view: 'day' });
    const ana = board.item('Ana Ruiz');
    const moveDown = async () => {
      await untilScripted(ana.getByRole('link'));
      await ana.getByRole('link').focus();
      await press(page, 'm', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter');
    };
    await moveDown();
    await expect(ana).toContainText(board.span(LATER, '11:30', 1.5));
    await expect(board.toast).toBeVisible();
    const startsAt = new Date(`${LATER}T08:30:00Z`);
    await makeReservation({ courtId: first.id, startsAt, title: 'Torneo' });
    await press(page, 'z');
    await expect(page.getByText(t('undo.taken')).first()).toBeVisible();
    await expectAccessibleInBothThemes(page);
    await expect(ana).toContainText(board.span(LATER, '11:30', 1.5));

    await db().update(acts).set({ undoUntil: new Date() }).where(eq(acts.clubId, desk.id));
    await press(page, 'z');
    await expect(page.locator('[data-key="z"]')).toHaveCount(0);
    await expect(ana).toContainText(board.span(LATER, '11:30', 1.5));
    const late = page.getByRole('alert').filter({ hasText: t('undo.tooLate') });
    await expect(late).toContainText(t('undo.instead_move'));
    await expectAccessibleInBothThemes(page);
    await page.getByRole('link', { name: t('board.dayAfter') }).click();
    await expect(ana).toHaveCount(0);
    await expect(late).toBeVisible();
    await late.getByRole('link', { name: t('undo.open') }).click();
    await expect(board.panel.getByRole('heading', { name: 'Ana Ruiz' })).toBeVisible();
    await late.getByRole('button', { name: t('undo.close') }).click();
    await expect(late).toHaveCount(0);

    const link = ana.getByRole('link');
    await board.open(desk.slug, { date: LATER, view: 'day' });
    await untilScripted(link);
    await link.focus();
    await press(page, 'l');
    await expect(ana).toContainText(t('board.locked'));
    await link.click();
    const undo = board.panel.getByRole('button', { name: new RegExp(`^${t('board.undo')}`) });
    await expect(undo).toBeVisible();
    await db().update(acts).set({ undoUntil: new Date() }).where(eq(acts.clubId, desk.id));
    await undo.click();
    const lateBeside = board.panel.getByRole('alert').filter({ hasText: t('undo.tooLate') });
    await expect(lateBeside).toContainText(t('undo.instead_change'));
    await expect(undo).toHaveCount(0);
  });
});
