import { gzipSync } from 'node:zlib';
import { eq } from 'drizzle-orm';
import type { Response } from '@playwright/test';
import { db } from '@/db';
import { reservations } from '@/db/schema';
import type { ItemAct } from '@/components/planner/menu/item-acts';
import { formatInstant } from '@/lib/core/i18n/format';
import { HOUR_MS, MINUTE_MS } from '@/lib/core/time';
import { makeCustomer, makeDue, makePayment, makeReservation, makeStaff, makeUser } from '@/test/factories';
import { expectAccessible } from './accessibility';
import { expect, test } from './fixtures';
import { press } from './keyboard';
import { boardPage } from './pages/board';
import { cutLiveLine, siteIn, untilScripted, untilWatching } from './site';
import { inDays, type OwnClub } from './world';

/** Desks are counted every four seconds. */
const WITHIN_A_LOOK = { timeout: 15_000 };

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

const localHour = (utcHour: number) =>
  formatInstant(Date.parse(`${inDays(2)}T00:00:00Z`) + utcHour * HOUR_MS, 'time', 'es', 'Europe/Madrid');

test('reception books a gap with a name and Enter twice', async ({
  page,
  site,
  player: desk,
  signInAsStaff,
  club,
  board,
}) => {
  await makeStaff(desk.id, club.id, 'desk');
  await makeCustomer(club.id, { name: 'Ana Rueda', phone: '+34655219003' });
  await signInAsStaff(desk);
  await board.open(club.slug, { date: inDays(2) });
  const court = board.court(club.courts[0]);
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
  await expect(game.getByRole('link')).toBeFocused();
});

test.describe('an item of the board', () => {
  test.beforeEach(async ({ player: desk, signInAsStaff, club, board }) => {
    await makeStaff(desk.id, club.id, 'desk');
    await signInAsStaff(desk);
    await bookDay(club);
    await board.open(club.slug, { date: inDays(2) });
  });

  const span = (at: number) => {
    const day = new Date(`${inDays(2)}T00:00:00Z`);
    const time = (hours: number) =>
      formatInstant(day.getTime() + hours * HOUR_MS, 'time', 'es', 'Europe/Madrid');
    return `${time(at)}–${time(at + 1.5)}`;
  };

  test('is moved by mouse to where it is dropped, over an hour and a court', async ({
    page,
    club,
    board,
  }) => {
    const marta = board.item('Marta Gil').getByRole('link');
    await untilScripted(marta);
    const from = await board.box(marta);
    const to = await board.box(board.court(club.courts[1]));
    await page.mouse.move(from.x + 40, from.y + 20);
    await page.mouse.down();
    await page.mouse.move(from.x + 60, from.y + 60, { steps: 4 });
    // Four and a half hours are 216 pixels.
    await page.mouse.move(to.x + 60, from.y + 20 + 216, { steps: 6 });
    await page.mouse.up();
    await expect(board.court(club.courts[1])).toContainText('Marta Gil');
    await expect(board.court(club.courts[0])).not.toContainText('Marta Gil');
    await expect(board.item('Marta Gil')).toContainText(span(14.5));
    await expect(page.getByRole('status').filter({ hasText: club.courts[1].name })).toBeAttached();
    await expect(page).toHaveURL((url) => !url.searchParams.has('booking'));
    await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toHaveCount(0);
  });

  test('is moved on the tape by mouse and by keys, where time runs to the right', async ({
    page,
    club,
    board,
  }) => {
    await board.open(club.slug, { view: 'tape', date: inDays(2) });
    const marta = board.item('Marta Gil').getByRole('link');
    await untilScripted(marta);
    const from = await board.box(board.item('Marta Gil'));
    const to = await board.box(board.court(club.courts[1]));
    await page.mouse.move(from.x + 40, from.y + 20);
    await page.mouse.down();
    await page.mouse.move(from.x + 60, from.y + 40, { steps: 4 });
    // It is an hour and a half long, and goes three times that.
    await page.mouse.move(from.x + 40 + 3 * from.width, to.y + 30, { steps: 6 });
    await page.mouse.up();
    await expect(board.court(club.courts[1])).toContainText('Marta Gil');
    await expect(board.item('Marta Gil')).toContainText(span(14.5));
    await expect(board.item('Marta Gil')).not.toHaveClass(/is-lifted/);
    await marta.focus();
    await press(page, 'm', 'ArrowRight', 'ArrowRight', 'Enter');
    await expect(board.item('Marta Gil')).toContainText(span(15.5));
    await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toHaveCount(0);
  });

  test('is moved by keys alone, made longer, and given up with Escape', async ({ page, club, board }) => {
    const marta = board.item('Marta Gil').getByRole('link');
    await untilScripted(marta);
    await marta.focus();
    await press(page, 'ArrowDown', 'ArrowDown');
    await expect(board.item('Pablo Ortiz').getByRole('link')).toBeFocused();
    await press(page, 'ArrowUp', 'ArrowUp');
    await expect(marta).toBeFocused();

    await press(page, 'm', 'ArrowDown', 'Escape');
    await expect(board.item('Marta Gil')).toContainText(span(10));

    await press(page, 'm', 'ArrowDown', 'Enter');
    await expect(board.item('Marta Gil')).toContainText(span(10.5));
    await expect(board.court(club.courts[0])).toContainText('Marta Gil');
  });

  test('asks what shall become of a price that changes', async ({ page, site, board }) => {
    const marta = board.item('Marta Gil').getByRole('link');
    await untilScripted(marta);
    await marta.focus();
    await press(page, 'm', 'Shift+ArrowDown', 'Enter');
    const question = page.getByRole('dialog');
    await expect(question).toContainText(site.euros(6000));
    await expect(question.getByRole('button').first()).toBeFocused();
    await press(page, 'Tab', 'Enter');
    await expect(question).toBeHidden();
    await expect(board.item('Marta Gil')).toContainText(site.euros(1500));
  });

  test('does not move onto another, and they may change places', async ({ page, site, club, board }) => {
    const marta = board.item('Marta Gil').getByRole('link');
    await untilScripted(marta);
    await marta.focus();
    await press(page, 'm', 'ArrowRight', 'Enter');
    await page.getByRole('button', { name: site.t('planner.swap') }).click();
    await expect(board.court(club.courts[1])).toContainText('Marta Gil');
    await expect(board.court(club.courts[0])).toContainText('Liga femenina');
    await expect(marta).toBeFocused();
  });

  test('shows the nearest free places where it is dropped on one that stays', async ({
    page,
    site,
    club,
    board,
  }) => {
    const marta = board.item('Marta Gil').getByRole('link');
    await untilScripted(marta);
    await board.item('Liga femenina').getByRole('link').focus();
    await page.keyboard.press('l');
    await expect(board.item('Liga femenina')).toContainText(site.t('board.locked'));
    await marta.focus();
    await press(page, 'm', 'ArrowRight', 'Enter');
    const told = page.getByRole('alert').filter({ hasText: 'Liga femenina' });
    await expect(told).toContainText(club.courts[1].name);
    await expect(page.locator('.board-glow')).toHaveCount(3);
    await expect(page.locator('.board-glow')).toHaveCount(0);
    await expect(board.item('Marta Gil')).toContainText(span(10));
  });

  test('is put back where it was, in the seconds in which nobody has been told', async ({
    page,
    site,
    board,
  }) => {
    const marta = board.item('Marta Gil').getByRole('link');
    await untilScripted(marta);
    await marta.focus();
    await press(page, 'm', 'ArrowDown', 'Enter');
    await expect(board.item('Marta Gil')).toContainText(span(10.5));
    await expect(page.getByText(site.t('board.untold'))).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('z');
    await expect(board.item('Marta Gil')).toContainText(span(10));
    await expect(page.getByText(site.t('board.untold'))).toBeHidden();
  });

  test('opens by letters where its money is taken, its words are edited and it is cancelled', async ({
    page,
    site,
    board,
  }) => {
    const pablo = board.item('Pablo Ortiz').getByRole('link');
    const panel = page.getByRole('complementary', { name: 'Pablo Ortiz' });
    for (const [key, label] of [
      ['p', site.t('panel.method')],
      ['e', site.t('panel.title')],
      ['Delete', site.t('panel.reason')],
    ] as const) {
      await untilScripted(pablo);
      await pablo.focus();
      await page.keyboard.press(key);
      await expect(panel.getByLabel(label).first()).toBeFocused();
      await page.keyboard.press('Escape');
      await expect(panel).toHaveCount(0);
    }
    // The panel of the booking may be open already.
    await pablo.focus();
    await page.keyboard.press('p');
    await expect(panel.getByLabel(site.t('panel.method')).first()).toBeFocused();
    await pablo.focus();
    await page.keyboard.press('e');
    await expect(panel.getByLabel(site.t('panel.title')).first()).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
    await press(page, 'g', 'b');
    await expect(page).toHaveURL(/\/bookings$/);
  });

  test('has a menu of its acts, by the Tab key, by its button and by the other button of the mouse', async ({
    page,
    site,
    board,
  }) => {
    const marta = board.item('Marta Gil');
    const link = marta.getByRole('link');
    const act = (name: ItemAct) => page.getByRole('menuitem', { name: site.t(`planner.menu_${name}`) });
    await untilScripted(link);
    await expect(page.getByRole('menu')).toHaveCount(0);
    await link.focus();
    await page.keyboard.press('Tab');
    const button = page.getByRole('button', { name: site.t('board.menuOf', { name: 'Marta Gil' }) });
    await expect(button).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(act('open')).toBeFocused();
    await expect(act('take')).toHaveCount(0);
    await expectAccessible(page);
    await page.keyboard.press('End');
    await expect(act('cancel')).toBeFocused();
    await page.keyboard.press('ArrowUp');
    await expect(act('lock')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(marta).toContainText(site.t('board.locked'));
    await expect(link).toBeFocused();

    await link.click({ button: 'right' });
    await expect(act('move')).toHaveCount(0);
    await act('unlock').click();
    await expect(marta).not.toContainText(site.t('board.locked'));
    await marta.hover();
    await button.click();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('menu')).toHaveCount(0);
    await expect(link).toBeFocused();
    await link.click({ button: 'right' });
    await act('lift').click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(marta).toContainText(span(10.5));
    await link.click({ button: 'right' });
    await act('delay').click();
    await expect(page).toHaveURL(/\/planner\/shift\?/);
    await expect(page.getByLabel(site.t('shift.from'))).toHaveValue(span(10.5).slice(0, 5));
  });

  test('has the same acts in the list, which the figures 1 to 3 lead to and from', async ({
    page,
    site,
    club,
    board,
  }) => {
    await untilScripted(board.item('Marta Gil').getByRole('link'));
    await page.keyboard.press('3');
    const row = page.getByRole('row').filter({ hasText: 'Pablo Ortiz' });
    await row.getByRole('button', { name: site.t('board.menuOf', { name: 'Pablo Ortiz' }) }).click();
    const menu = page.getByRole('menu');
    await expect(menu.getByRole('menuitem').first()).toBeFocused();
    await expect(menu.getByRole('menuitem', { name: site.t('planner.menu_lift') })).toHaveCount(0);
    await expectAccessible(page);
    await menu.getByRole('menuitem', { name: site.t('planner.menu_take') }).click();
    const panel = page.getByRole('complementary', { name: 'Pablo Ortiz' });
    await expect(panel.getByLabel(site.t('panel.method')).first()).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
    await row.getByRole('link').focus();
    await page.keyboard.press('m');
    await expect(page.getByRole('heading', { name: /Pablo Ortiz/ })).toBeVisible();
    await page.getByRole('link', { name: site.t('planner.close') }).click();
    await page.keyboard.press('2');
    await expect(page).toHaveURL(/view=week/);
    const load = site.t('board.loadOfAll', { share: '' }).trim();
    await expect(page.getByRole('img', { name: new RegExp(load) })).toHaveCount(7);
    await expectAccessible(page);
    await page.keyboard.press('1');
    await expect(page).toHaveURL(/view=day/);
    await expect(board.court(club.courts[0])).toContainText('Marta Gil');
  });

  test('is locked by a letter, and says so when it is picked up', async ({ page, site, board }) => {
    const marta = board.item('Marta Gil').getByRole('link');
    await untilScripted(marta);
    await marta.focus();
    await page.keyboard.press('l');
    await expect(board.item('Marta Gil')).toContainText(site.t('board.locked'));
    await page.keyboard.press('m');
    await expect(page.getByText(site.t('planner.fixed_locked').replace('{name}', 'Marta Gil'))).toBeVisible();
    await page.keyboard.press('?');
    await page.getByRole('checkbox', { name: site.t('keys.letters') }).uncheck();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: site.t('keys.close') })
      .click();
    await marta.focus();
    await page.keyboard.press('l');
    await expect(board.item('Marta Gil')).toContainText(site.t('board.locked'));
  });

  test.describe('that a colleague has moved meanwhile', () => {
    test.use({ expectedErrors: [/status of 409/] });

    test('says who did, and may be moved all the same', async ({ page, site, club, browserOf, board }) => {
      const colleague = await makeUser({ name: 'Laura Cano' });
      await makeStaff(colleague.id, club.id, 'desk');
      const other = await (await browserOf(colleague, { life: 'staff' })).newPage();
      await cutLiveLine(page);
      await page.reload();
      await other.goto(page.url());
      const theirs = boardPage(siteIn(other, site.language));
      for (const desk of [board, theirs]) await untilScripted(desk.item('Marta Gil').getByRole('link'));
      const moveDown = async (desk: typeof board, keys: readonly string[]) => {
        const link = desk.item('Marta Gil').getByRole('link');
        await link.focus();
        await press(link.page(), 'm', ...keys, 'Enter');
      };
      await moveDown(theirs, ['ArrowDown']);
      await expect(theirs.item('Marta Gil')).toContainText(span(10.5));
      await moveDown(board, ['ArrowUp', 'ArrowUp']);
      const told = page.getByRole('alert').filter({ hasText: 'Laura Cano' });
      await expect(told).toBeVisible();
      await expect(board.item('Marta Gil')).toContainText(span(10.5));
      await told.getByRole('button', { name: site.t('planner.mine') }).click();
      await expect(board.item('Marta Gil')).toContainText(span(9));
    });
  });

  test('that a colleague has moved meanwhile is compared in the form, and moved all the same', async ({
    page,
    site,
    club,
    board,
  }) => {
    const id = await board.item('Marta Gil').getAttribute('data-item');
    await cutLiveLine(page);
    await site.open(`/admin/${club.slug}/planner?date=${inDays(2)}&move=${id}`);
    const start = page.getByLabel(site.t('planner.start'));
    const wanted = new RegExp(`^${span(18)}`);
    await start.selectOption({ label: `${span(18)} · ${site.euros(4500)}` });
    const startsAt = new Date(`${inDays(2)}T12:00:00Z`);
    await db()
      .update(reservations)
      .set({ startsAt, endsAt: new Date(startsAt.getTime() + 1.5 * HOUR_MS) })
      .where(eq(reservations.id, id ?? ''));
    await page.getByRole('button', { name: site.t('planner.moveHere') }).click();
    await expect(page.getByText(site.t('stale.now'), { exact: true })).toBeVisible();
    await expect(page.getByRole('definition').filter({ hasText: span(12) })).toBeVisible();
    await expect(page.getByRole('definition').filter({ hasText: wanted })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: site.t('planner.moveHere') }).click();
    await expect(page).toHaveURL((url) => !url.searchParams.has('move'));
    await expect(board.item('Marta Gil')).toContainText(span(18));
  });

  test('is seen in the hand of another desk, which is counted, until it is put down', async ({
    page,
    site,
    club,
    browserOf,
    board,
  }) => {
    const colleague = await makeUser({ name: 'Laura Cano' });
    await makeStaff(colleague.id, club.id, 'desk');
    const other = await (await browserOf(colleague, { life: 'staff' })).newPage();
    await other.goto(page.url());
    await expect(page.getByText(site.t('planner.desks').replace('{count}', '2'))).toBeVisible(WITHIN_A_LOOK);
    await expect(page.getByText('Laura Cano')).toBeAttached();
    const theirs = boardPage(siteIn(other, site.language));
    const held = theirs.item('Marta Gil').getByRole('link');
    await untilScripted(held);
    await held.focus();
    await other.keyboard.press('m');
    await expect(board.item('Marta Gil')).toHaveAttribute('data-hand', 'LC');
    const said = site.t('planner.inHand').replace('{name}', 'Laura Cano').replace('{item}', 'Marta Gil');
    await expect(page.getByRole('status').filter({ hasText: said })).toBeAttached();
    await expect(theirs.item('Marta Gil')).not.toHaveAttribute('data-hand');
    await expectAccessible(page);
    await other.keyboard.press('Escape');
    await expect(board.item('Marta Gil')).not.toHaveAttribute('data-hand');
    await other.close();
    await expect(page.getByText(site.t('planner.desks').replace('{count}', '2'))).toBeHidden(WITHIN_A_LOOK);
  });

  test('is made longer at its lower edge and shorter at its upper one, by mouse', async ({
    page,
    site,
    board,
  }) => {
    const marta = board.item('Marta Gil');
    await untilScripted(marta.getByRole('link'));
    const pull = async (edge: 'top' | 'bottom', byPixels: number) => {
      const { x, y, height } = await board.box(marta);
      const at = edge === 'top' ? y + 3 : y + height - 3;
      await page.mouse.move(x + 40, at);
      await page.mouse.down();
      await page.mouse.move(x + 40, at + byPixels / 2, { steps: 4 });
      await page.mouse.move(x + 40, at + byPixels, { steps: 4 });
      await page.mouse.up();
      await page.getByRole('dialog').getByRole('button').first().click();
    };
    const day = new Date(`${inDays(2)}T00:00:00Z`).getTime();
    const time = (hours: number) => formatInstant(day + hours * HOUR_MS, 'time', 'es', 'Europe/Madrid');
    const { y: before } = await board.box(marta);
    // Half an hour is 24 pixels.
    await pull('bottom', 24);
    await expect(marta).toContainText(`${time(10)}–${time(12)}`);
    await expect(page.getByRole('button', { name: site.t('board.undo') }).first()).toBeVisible();
    // The button for taking it back pushes nothing down.
    expect((await board.box(marta)).y).toBe(before);
    // It lifts again once it is drawn where it was dropped.
    await expect(marta).not.toHaveAttribute('data-fit');
    await pull('top', 48);
    await expect(marta).toContainText(`${time(11)}–${time(12)}`);
    expect(await page.evaluate(() => getSelection()?.toString())).toBe('');
  });

  test('scrolls the board on while it is held at its edge', async ({ page, board }) => {
    await page.setViewportSize({ width: 1280, height: 520 });
    const marta = board.item('Marta Gil');
    await untilScripted(marta.getByRole('link'));
    const grid = page.locator('[data-size]');
    await grid.evaluate((element) => element.scrollTo({ top: 0 }));
    const scrolled = () => grid.evaluate((element) => element.scrollTop);
    const { x, y } = await board.box(marta);
    const edge = await board.box(grid);
    expect(await scrolled()).toBe(0);
    await page.mouse.move(x + 40, y + 20);
    await page.mouse.down();
    await page.mouse.move(x + 40, edge.y + edge.height - 10, { steps: 6 });
    await expect.poll(scrolled).toBeGreaterThan(100);
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await expect(page.locator('.is-lifted')).toHaveCount(0);
  });
});

test('who came and who did not is noted by letters', async ({
  page,
  site,
  player: desk,
  signInAsStaff,
  club,
  board,
}) => {
  const begun = new Date(Date.now() - 10 * MINUTE_MS);
  for (const [court, name] of [
    [club.courts[0], 'Marta Gil'],
    [club.courts[1], 'Pablo Ortiz'],
  ] as const)
    await makeReservation({ courtId: court.id, startsAt: begun, userId: (await makeUser({ name })).id });
  await makeStaff(desk.id, club.id, 'desk');
  await signInAsStaff(desk);
  await board.open(club.slug);
  const marta = board.item('Marta Gil');
  await untilScripted(marta.getByRole('link'));
  await marta.getByRole('link').focus();
  await page.keyboard.press('c');
  await expect(marta).toContainText(site.t('board.arrived'));
  await board.item('Pablo Ortiz').getByRole('link').focus();
  await page.keyboard.press('x');
  await expect(
    page.getByText(site.t('planner.done_no_show').replace('{name}', 'Pablo Ortiz')),
  ).toBeAttached();
  await expect(board.item('Pablo Ortiz')).toContainText(site.t('board.state_no_show'));
});

test('the scripts of the board are at most 30 KB over those of the frame', async ({
  page,
  site,
  player: desk,
  signInAsStaff,
  club,
}) => {
  await makeStaff(desk.id, club.id, 'desk');
  await signInAsStaff(desk);
  const scriptsOf = async (path: string) => {
    const found = new Map<string, number>();
    const keep = async (response: Response) => {
      if (!response.url().endsWith('.js')) return;
      found.set(response.url(), gzipSync(await response.body()).length);
    };
    page.on('response', keep);
    await site.open(path);
    await page.waitForLoadState('networkidle');
    page.off('response', keep);
    return found;
  };
  const board = await scriptsOf(`/admin/${club.slug}/planner?new=`);
  const frame = await scriptsOf(`/admin/${club.slug}/courts`);
  const own = [...board].filter(([url]) => !frame.has(url)).reduce((sum, [, bytes]) => sum + bytes, 0);
  expect(own).toBeLessThanOrEqual(30 * 1024);
});

test('a change of a later day of the week is drawn while the week is open', async ({
  page,
  player: desk,
  signInAsStaff,
  club,
  board,
}) => {
  await makeStaff(desk.id, club.id, 'desk');
  await signInAsStaff(desk);
  const watching = untilWatching(page);
  await board.open(club.slug, { date: inDays(1), view: 'week', courts: String(club.courts[0].id) });
  await watching;
  await expect(page.getByText('Marta Gil')).toHaveCount(0);
  await bookDay(club);
  await expect(page.getByText('Marta Gil')).toBeVisible();
});

test('the week shows a court on seven days', async ({
  page,
  site,
  player: desk,
  signInAsStaff,
  club,
  board,
}) => {
  await makeStaff(desk.id, club.id, 'desk');
  await signInAsStaff(desk);
  await bookDay(club);
  await board.open(club.slug, { date: inDays(1) });
  await page.getByRole('link', { name: site.t('board.view_week') }).click();
  const days = page.locator('[data-court]');
  await expect(days).toHaveCount(7);
  await expect(days.nth(1)).toContainText('Marta Gil');
  await expect(page.getByText('Liga femenina')).toHaveCount(0);
  await page.getByRole('link', { name: site.t('board.weekAfter') }).click();
  await expect(page.getByText('Marta Gil')).toHaveCount(0);
  await expectAccessible(page);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('reception moves a booking by a form, to a free start of another court', async ({
    page,
    site,
    player: desk,
    signInAsStaff,
    club,
    board,
  }) => {
    await bookDay(club);
    await makeStaff(desk.id, club.id, 'desk');
    await signInAsStaff(desk);
    await board.open(club.slug, { date: inDays(2), view: 'list' });
    await page.getByRole('link', { name: site.t('board.moveLink', { name: 'Marta Gil' }) }).click();
    const form = page.getByRole('region', { name: site.t('planner.moveTitle', { name: 'Marta Gil' }) });
    await form.getByLabel(site.t('planner.court')).selectOption({ label: club.courts[1].name });
    await form.getByRole('button', { name: site.t('planner.seeStarts') }).click();
    const starts = form.getByLabel(site.t('planner.start'));
    await expect(starts.getByRole('option').filter({ hasText: '09:30–11:00' })).toHaveCount(1);
    await starts.selectOption({ label: `20:00–21:30 · ${site.euros(4500)}` });
    await form.getByRole('button', { name: site.t('planner.moveHere') }).click();
    await expect(form).toBeHidden();
    const row = page.getByRole('row').filter({ hasText: 'Marta Gil' });
    await expect(row).toContainText('20:00');
    await expect(row).toContainText(club.courts[1].name);
  });

  test('reception hears what is wrong with a booking, and finds what it typed', async ({
    page,
    site,
    player: desk,
    signInAsStaff,
    club,
  }) => {
    const { t } = site;
    const [first, second] = club.courts;
    await makeStaff(desk.id, club.id, 'desk');
    await signInAsStaff(desk);
    const begun = new URLSearchParams({ date: inDays(2), new: `${first.id}T10:00` });
    await site.open(`/admin/${club.slug}/planner?${begun}`);
    const form = page.getByRole('region', { name: t('planner.newTitle') });
    const field = (name: string) => form.locator(`[name="${name}"]`);
    const who = form.getByRole('combobox', { name: t('planner.who') });
    await who.fill('Nuria Sanz');
    await field('phone').fill('12');
    await field('court').selectOption({ label: second.name });
    await field('date').fill(inDays(3));
    await field('time').fill('12:00');
    await form.getByText(t('planner.settle_link'), { exact: true }).click();
    await form.getByText(t('planner.more')).click();
    await field('note').fill('Bolas nuevas');
    await form.getByRole('checkbox', { name: first.name }).check();
    await form.getByRole('button', { name: t('planner.book'), exact: true }).click();
    await expect(form.getByRole('alert')).toBeVisible();
    await expect(who).toHaveValue('Nuria Sanz');
    await expect(field('phone')).toHaveValue('12');
    await expect(field('court')).toHaveValue(String(second.id));
    await expect(field('date')).toHaveValue(inDays(3));
    await expect(field('time')).toHaveValue('12:00');
    await expect(form.getByRole('radio', { name: t('planner.settle_link'), exact: true })).toBeChecked();
    await expect(field('note')).toHaveValue('Bolas nuevas');
    await expect(form.getByRole('checkbox', { name: first.name })).toBeChecked();
    await field('phone').fill('+34 622 914 508');
    await form.getByText(t('planner.settle_due'), { exact: true }).click();
    await form.getByRole('button', { name: t('planner.book'), exact: true }).click();
    await expect(form).toBeHidden();
  });

  test('reception delays a court from a time on, after seeing who moves and who stays', async ({
    page,
    site,
    player: desk,
    signInAsStaff,
    club,
    board,
  }) => {
    await makeStaff(desk.id, club.id, 'desk');
    await signInAsStaff(desk);
    const { owing } = await bookDay(club);
    await db()
      .update(reservations)
      .set({ lockedAt: new Date(), lockedBy: desk.id })
      .where(eq(reservations.id, owing.id));
    await site.open(
      `/admin/${club.slug}/planner/shift?date=${inDays(2)}&court=${club.courts[0].id}&from=08:00`,
    );
    await page.getByLabel(site.t('shift.minutes')).selectOption('45');
    await page.getByRole('button', { name: site.t('shift.preview') }).click();
    await expect(page.getByRole('row', { name: /Marta Gil/ })).toContainText(localHour(10.75));
    await expect(page.getByRole('row', { name: /Pablo Ortiz/ })).toContainText(site.t('shift.stays_locked'));
    const since = new Date(`${inDays(2)}T17:00:00Z`);
    await makeReservation({ courtId: club.courts[0].id, startsAt: since, title: 'Torneo' });
    await page.getByRole('button', { name: site.t('shift.do', { count: 1, minutes: 45 }) }).click();
    await expect(page.getByText(site.t('shift.changed'))).toBeVisible();
    await expect(page.getByRole('row', { name: /Torneo/ })).toContainText(localHour(17.75));
    await page.getByRole('button', { name: site.t('shift.do', { count: 2, minutes: 45 }) }).click();
    await expect(page).toHaveURL(new RegExp(`/planner\\?date=${inDays(2)}`));
    await expect(board.item('Marta Gil').first()).toContainText(localHour(10.75));
  });

  test('reception books somebody new, and blocks two courts', async ({
    page,
    site,
    player: desk,
    signInAsStaff,
    club,
    board,
  }) => {
    await makeStaff(desk.id, club.id, 'desk');
    await signInAsStaff(desk);
    await board.open(club.slug, { date: inDays(2), view: 'day' });
    const [one, two] = club.courts;
    await board
      .court(one)
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
    await expect(board.court(one)).toContainText('Ramón Nuevo');
    await expect(board.court(one)).toContainText('10:30–12:00');

    await page.getByRole('link', { name: site.t('board.block') }).click();
    await form.getByLabel(site.t('planner.title')).fill('Liga femenina');
    await form.getByLabel(site.t('planner.start')).fill('16:00');
    await form.getByLabel(site.t('planner.until')).fill('20:00');
    await form.getByText(site.t('planner.more')).click();
    await form.getByRole('checkbox', { name: two.name }).check();
    await book.click();
    await expect(board.court(one)).toContainText('Liga femenina');
    await expect(board.court(two)).toContainText('16:00–20:00');
  });

  test('reception reads any day by court and as a list', async ({
    page,
    site,
    player: desk,
    signInAsStaff,
    club,
    board,
  }) => {
    await bookDay(club);
    await makeStaff(desk.id, club.id, 'desk');
    await signInAsStaff(desk);
    await site.open('/admin');
    await expect(page).toHaveURL(new RegExp(`/admin/${club.slug}/planner$`));

    await page.getByLabel(site.t('board.date')).fill(inDays(1));
    await page.getByRole('button', { name: site.t('board.go') }).click();
    await page.getByRole('link', { name: site.t('board.dayAfter') }).click();
    const court = board.court(club.courts[0]);
    const games = court.getByRole('listitem');
    await expect(games.filter({ hasText: 'Marta Gil' })).toContainText(site.t('board.state_paid'));
    await expect(games.filter({ hasText: 'Pablo Ortiz' })).toContainText(site.euros(4500));
    await expect(board.court(club.courts[1])).toContainText('Liga femenina');

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
      board,
    }) => {
      await bookDay(club);
      await makeStaff(desk.id, club.id, 'desk');
      await signInAsStaff(desk);
      await board.open(club.slug, { date: inDays(2) });
      await expect(board.court(club.courts[0])).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('link', { name: site.t('board.new') }).click();
      await expect(page.getByRole('region', { name: site.t('planner.newTitle') })).toBeVisible();
      await expectAccessible(page);
      await page.getByRole('link', { name: site.t('planner.close') }).click();
      await expect(page.getByRole('region', { name: site.t('planner.newTitle') })).toBeHidden();
      await page.setViewportSize({ width: 390, height: 844 });
      await expect(board.court(club.courts[0])).toBeHidden();
      await expect(page.getByRole('table', { name: site.t('board.byStart') })).toBeVisible();
      await expectAccessible(page);
    });
  });
}
