import { localDateOf } from '@/lib/core/time';
import { expectAccessibleInBothThemes } from './accessibility';
import { bookByPhone, expect, HOUR_PRICE, inBothLanguages, LATER, minutesAgo, test } from './desk-steps';

const PRICE = 1.5 * HOUR_PRICE;

inBothLanguages(() => {
  test('a receptionist works the day in the list, by the roles and names that a screen reader tells', async ({
    page,
    site,
    desk,
    board,
    till,
  }) => {
    test.slow();
    const { t, euros } = site;
    const { startsAt } = await bookByPhone(desk, { name: 'Luis Mora', court: 1, startsAt: minutesAgo(20) });
    await bookByPhone(desk, { name: 'Ana Ruiz', note: 'Trae pala' });
    await till.open(desk.slug);
    await till.openWith('150.00');

    await board.open(desk.slug, { date: LATER, view: 'list' });
    await expect(board.table).toMatchAriaSnapshot(`
      - table "${t('board.byStart')}":
        - rowgroup:
          - row:
            - columnheader "${t('board.time')}"
            - columnheader "${t('board.court')}"
            - columnheader "${t('board.who')}"
            - columnheader "${t('board.players')}"
            - columnheader "${t('board.note')}"
            - columnheader "${t('board.money')}"
        - rowgroup:
          - row "${t('board.part_later')}":
            - rowheader "${t('board.part_later')}"
          - row:
            - rowheader "${board.span(LATER, '10:00', 1.5)}"
            - cell "${desk.courts[0].name}"
            - cell "Ana Ruiz":
              - link "Ana Ruiz"
            - cell
            - cell "Trae pala"
            - cell:
              - text: ${t('board.state_owed')} ${euros(PRICE)}
              - button "${t('board.menuOf', { name: 'Ana Ruiz' })}"
        - rowgroup:
          - row:
            - cell "${t('board.count', { count: 1 })}"
            - cell "${t('board.owedInAll', { amount: euros(PRICE) })}"
    `);
    await expectAccessibleInBothThemes(page);

    await page.getByRole('link', { name: t('board.new'), exact: true }).click();
    await expect(board.form).toMatchAriaSnapshot(`
      - region "${t('planner.newTitle')}":
        - heading "${t('planner.newTitle')}" [level=2]
        - link "${t('planner.close')}"
        - combobox "${t('planner.who')}"
        - textbox "${t('planner.phone')}"
        - combobox "${t('planner.court')}"
        - textbox "${t('planner.date')}": "${LATER}"
        - textbox "${t('planner.start')}": "00:00"
        - group "${t('planner.kind')}":
          - radio "${t('planner.kind_booking')}" [checked]
          - radio "${t('planner.kind_walk_in')}"
          - radio "${t('planner.kind_block')}"
        - group "${t('planner.duration')}":
          - radio "60"
          - radio "90" [checked]
        - status:
          - paragraph:
            - strong: ${euros(PRICE)}
        - group "${t('planner.settle')}":
          - radio "${t('planner.settle_due')}" [checked]
          - radio "${t('planner.settle_cash')}"
        - button "${t('planner.book')}"
    `);
    await board.form.getByRole('combobox', { name: t('planner.who') }).fill('Eva Sanz');
    await board.form.getByRole('textbox', { name: t('planner.start') }).fill('14:00');
    await board.form.getByRole('radio', { name: t('planner.settle_cash') }).press('Space');
    await board.form.getByRole('button', { name: t('planner.book') }).press('Enter');
    await expect(board.form).toBeHidden();
    await expect(board.row('Eva Sanz').getByRole('cell', { name: t('board.state_paid') })).toBeVisible();

    await page.getByRole('button', { name: t('board.menuOf', { name: 'Ana Ruiz' }) }).press('Enter');
    await page
      .getByRole('menu', { name: t('planner.menuOf', { name: 'Ana Ruiz' }) })
      .getByRole('menuitem', { name: t('planner.menu_move') })
      .press('Enter');
    const move = page.getByRole('region', { name: t('planner.moveTitle', { name: 'Ana Ruiz' }) });
    const start = move.getByRole('combobox', { name: t('planner.start') });
    await start.selectOption({ label: `${board.span(LATER, '12:00', 1.5)} · ${euros(PRICE)}` });
    await move.getByRole('button', { name: t('planner.moveHere') }).press('Enter');
    await expect(move).toBeHidden();
    await expect(
      board.row('Ana Ruiz').getByRole('rowheader', { name: board.span(LATER, '12:00', 1.5) }),
    ).toBeVisible();

    await board.row('Ana Ruiz').getByRole('link', { name: 'Ana Ruiz', exact: true }).click();
    await expect(page.getByRole('complementary', { name: 'Ana Ruiz' })).toMatchAriaSnapshot(`
      - complementary "Ana Ruiz":
        - link "${t('panel.close')}"
        - heading "Ana Ruiz" [level=2]
        - region "${t('panel.money')}":
          - heading "${t('panel.money')}" [level=3]
          - term: ${t('panel.left')}
          - definition: ${euros(PRICE)}
        - region "${t('panel.players')}":
          - heading "${t('panel.players')}" [level=3]
        - region "${t('panel.history')}":
          - heading "${t('panel.history')}" [level=3]
    `);
    await board.panel
      .locator('summary')
      .filter({ hasText: t('panel.take', { amount: euros(PRICE) }) })
      .press('Enter');
    const method = board.panel.getByRole('combobox', { name: t('panel.method') });
    await method.selectOption('card_terminal');
    await board.panel.getByRole('button', { name: t('panel.takeDo') }).press('Enter');
    await expect(
      board.panel.getByRole('term').filter({ hasText: t('panel.method_card_terminal') }),
    ).toBeVisible();
    await board.panel.getByRole('link', { name: t('panel.close') }).press('Enter');
    await expect(board.row('Ana Ruiz').getByRole('cell', { name: t('board.state_paid') })).toBeVisible();

    await board.open(desk.slug, { date: localDateOf(startsAt.getTime(), desk.timeZone), view: 'list' });
    await board.row('Luis Mora').getByRole('link', { name: 'Luis Mora', exact: true }).click();
    await board.panel.getByRole('button', { name: t('panel.mark_no_show') }).press('Enter');
    await expect(board.row('Luis Mora').getByText(t('board.state_no_show'))).toBeVisible();
    await expectAccessibleInBothThemes(page);

    await till.open(desk.slug);
    await till.closeWith('195.00');
    await expect(page.getByText(t('till.differenceIs', { sum: euros(0) }))).toBeVisible();
  });
});
