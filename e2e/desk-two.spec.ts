import type { Page, WebSocketRoute } from '@playwright/test';
import { makeStaff, makeUser } from '@/test/factories';
import { expectAccessibleInBothThemes } from './accessibility';
import { bookByPhone, expect, inBothLanguages, LATER, test } from './desk-steps';
import { boardPage } from './pages/board';
import { siteIn, untilScripted, untilWatching } from './site';

/** The live line of a tab, which can be cut for as long as somebody likes. */
async function lineOf(page: Page) {
  const lines: WebSocketRoute[] = [];
  let isCut = false;
  await page.routeWebSocket(/\/ws\/notifications/, (line) => {
    line.connectToServer();
    lines.push(line);
  });
  await page.route('**/notifications/ticket', (route) => (isCut ? route.abort() : route.continue()));
  return {
    async cut() {
      isCut = true;
      for (const line of lines.splice(0)) await line.close();
    },
    mend: () => {
      isCut = false;
    },
  };
}

// The one who is slower is answered 409, and a line that is cut cannot be opened.
test.use({ expectedErrors: [/status of 409|notifications\/ticket/] });

inBothLanguages(() => {
  test('two desks take the same booking, one gets it and the other reads who, with the line cut and back', async ({
    page,
    site,
    desk,
    player,
    browserOf,
  }) => {
    test.slow();
    const { t } = site;
    const colleague = await makeUser({ name: 'Laura Cano' });
    await makeStaff(colleague.id, desk.id, 'desk');
    await bookByPhone(desk, { name: 'Ana Ruiz' });
    const other = await (await browserOf(colleague, { life: 'staff' })).newPage();
    const desks = [
      { name: player.name, page, board: boardPage(site), line: await lineOf(page), hours: -1 },
      {
        name: colleague.name,
        page: other,
        board: boardPage(siteIn(other, site.language)),
        line: await lineOf(other),
        hours: -3,
      },
    ] as const;
    for (const { page: tab, board } of desks) {
      const watching = untilWatching(tab);
      await board.open(desk.slug, { date: LATER, view: 'day' });
      await watching;
      await untilScripted(board.item('Ana Ruiz').getByRole('link'));
    }

    for (const { board, hours } of desks) await board.lift('Ana Ruiz', board.court(desk.courts[0]), hours);
    await Promise.all(desks.map(({ page: tab }) => tab.mouse.up()));
    const told = ({ page: tab }: { page: Page }) =>
      tab.getByRole('alert').filter({ has: tab.getByRole('button', { name: t('planner.mine') }) });
    await expect
      .poll(async () => (await Promise.all(desks.map((one) => told(one).count()))).toSorted())
      .toEqual([0, 1]);
    const [slower, faster] = (await told(desks[0]).count()) === 1 ? desks : [desks[1], desks[0]];
    await expect(told(slower)).toContainText(faster.name ?? '');
    const at = (hours: number) => slower.board.span(LATER, `0${10 + hours}:00`, 1.5);
    for (const { board } of desks) await expect(board.item('Ana Ruiz')).toContainText(at(faster.hours));
    await expectAccessibleInBothThemes(slower.page);

    await told(slower)
      .getByRole('button', { name: t('planner.mine') })
      .click();
    await expect(slower.board.item('Ana Ruiz')).toContainText(at(slower.hours));
    await expect(faster.board.item('Ana Ruiz')).toContainText(at(slower.hours), { timeout: 1_000 });

    await faster.line.cut();
    await expect(faster.page.getByText(t('planner.down'))).toBeVisible();
    await expectAccessibleInBothThemes(faster.page);
    await untilScripted(slower.board.item('Ana Ruiz').getByRole('link'));
    await slower.board.drag('Ana Ruiz', slower.board.court(desk.courts[0]), -4);
    await expect(slower.board.item('Ana Ruiz')).toContainText(at(slower.hours - 4));
    faster.line.mend();
    await expect(faster.board.item('Ana Ruiz')).toContainText(at(slower.hours - 4));
    await expect(faster.page.getByText(t('planner.down'))).toBeHidden({ timeout: 45_000 });
  });
});
