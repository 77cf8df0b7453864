import { db } from '@/db';
import { openingHours, specialDays } from '@/db/schema';
import { addDays } from '@/lib/core/time';
import { makeReservation } from '@/test/factories';
import { expectAccessible, expectAccessibleInBothThemes, expectNoSidewaysScroll } from './accessibility';
import { fingerOf } from './finger';
import { expect, test } from './fixtures';
import { untilScripted } from './site';
import { inDays } from './world';

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a manager changes the week, sees which bookings lie outside, and closes on holidays', async ({
    page,
    site,
    workplace: club,
  }) => {
    test.slow();
    const { t } = site;
    const main = page.getByRole('main');
    await makeReservation({
      clubId: club.id,
      courtId: club.courts[0].id,
      startsAt: new Date(`${inDays(3)}T08:00:00Z`),
    });
    await site.open(`/admin/${club.slug}/hours`);

    const week = main.getByRole('region', { name: t('hours.weekTitle') });
    await week.locator('input[name="seasons.0.1.0.opens"]').fill('12:00');
    await week.locator('input[name="seasons.0.1.0.closes"]').fill('01:00');
    await week.locator('select[name="seasons.0.copy"]').selectOption('all');
    await week.getByRole('button', { name: t('hours.review') }).click();
    await expect(week.getByText(t('hours.affected', { count: 1 }))).toBeVisible();
    await expect(week.locator('input[name="seasons.0.7.0.opens"]')).toHaveValue('12:00');
    await week.getByRole('button', { name: t('hours.save') }).click();
    await expect(main.getByText(t('hours.saved_hours'))).toBeVisible();

    await main.getByLabel(t('hours.region')).selectOption('ES-MD/madrid');
    await main.getByLabel(t('hours.year'), { exact: true }).fill('2027');
    await main.getByRole('button', { name: t('hours.propose') }).click();
    const days = main.getByRole('region', { name: t('hours.daysTitle') });
    await expect(days.locator('input[value="2027-03-26"]')).toBeVisible();
    await expect(days.getByText(t('hours.note_moved'))).toHaveCount(1);
    await expect(days.getByText(t('hours.note_local'))).toHaveCount(2);
    await expect(days.getByText(/\(BOCM\)/)).toBeVisible();
    await days.getByRole('button', { name: t('hours.review') }).click();
    await days.getByRole('button', { name: t('hours.save') }).click();
    await expect(main.getByText(t('hours.saved_days'))).toBeVisible();
    const christmas = days.locator('input[value="2027-12-25"]');
    await expect(christmas).toBeHidden();
    await main.getByRole('link', { name: /^25 (dic|Dec)/ }).click();
    await expect(christmas).toBeVisible();

    await week.getByText(t('listHistory.title')).click();
    await expect(week.getByRole('link', { name: t('listHistory.showAgain') })).toHaveCount(1);
    await days.getByRole('button', { name: /^(Undo|Deshacer)/ }).click();
    await expect(christmas).toHaveCount(0);
  });

  test('a season over New Year has two pieces on the strip, and one that overlaps it is refused at both', async ({
    site,
    workplace: club,
  }) => {
    const { page, t } = site;
    const week = page.getByRole('region', { name: t('hours.weekTitle') });
    const field = (name: string) => week.locator(`input[name="seasons.${name}"]`);
    const pieces = page.getByRole('navigation', { name: t('hours.years') }).getByRole('link', {
      name: new RegExp(`^${t('hours.season')} 1 ·`),
    });
    const addSeason = async (place: number, from: string, until: string) => {
      await week.getByRole('link', { name: t('hours.newSeason') }).click();
      await field(`${place}.valid_from`).fill(from);
      await field(`${place}.valid_until`).fill(until);
      await field(`${place}.1.0.opens`).fill('10:00');
      await field(`${place}.1.0.closes`).fill('14:00');
      await week.getByRole('button', { name: t('hours.review') }).click();
    };
    const year = Number(inDays(0).slice(0, 4));
    await site.open(`/admin/${club.slug}/hours`);
    await addSeason(1, `${year}-12-20`, `${year + 1}-01-07`);
    await week.getByRole('button', { name: t('hours.save') }).click();
    await expect(page.getByText(t('hours.saved_hours'))).toBeVisible();
    await expect(field('1.valid_from')).toHaveValue(`${year}-12-20`);
    await expect(field('1.valid_from')).toBeVisible();
    await expect(field('0.1.0.opens')).toBeHidden();

    await expect(pieces).toHaveCount(2);
    await week.getByRole('link', { name: t('hours.week'), exact: true }).click();
    await expect(field('0.1.0.opens')).toBeVisible();
    await pieces.last().click();
    await expect(pieces.first()).toHaveAttribute('aria-current', 'true');
    await expect(field('1.valid_until')).toHaveValue(`${year + 1}-01-07`);
    await expect(field('1.valid_until')).toBeVisible();

    await addSeason(2, `${year + 1}-01-05`, `${year + 1}-01-10`);
    await expect(week.getByText(t('hours.overlap'))).toBeVisible();
    await expect(week.getByText(t('hours.unfitDates'))).toHaveCount(2);
  });

  test('hours that overlap are said at their day, and stay as typed', async ({
    page,
    site,
    workplace: club,
  }) => {
    await site.open(`/admin/${club.slug}/hours`);
    const week = page.getByRole('region', { name: site.t('hours.weekTitle') });
    await week.locator('input[name="seasons.0.3.1.opens"]').fill('22:00');
    await week.locator('input[name="seasons.0.3.1.closes"]').fill('23:30');
    await week.getByRole('button', { name: site.t('hours.review') }).click();
    await expect(week.getByText(site.t('hours.unfitHours'))).toBeVisible();
    await expect(week.locator('input[name="seasons.0.3.1.opens"]')).toHaveValue('22:00');
  });
});

test('a manager draws the week by mouse and by keys, and brings back an earlier one', async ({
  page,
  site,
  workplace: club,
}) => {
  test.slow();
  const { t } = site;
  await planYear(club.id);
  await site.open(`/admin/${club.slug}/hours`);
  const week = page.getByRole('region', { name: t('hours.weekTitle') });
  const edges = week.getByRole('slider');
  await expect(edges).toHaveCount(14);
  const closes = (weekday: number, place = 0) =>
    week.locator(`input[name="seasons.0.${weekday}.${place}.closes"]`);

  await edges.nth(0).focus();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(week.locator('input[name="seasons.0.1.0.opens"]')).toHaveValue('09:05');
  await expect(edges.nth(0)).toHaveAttribute('aria-valuetext', '09:05');

  const tab = (name: RegExp) =>
    week.getByRole('navigation', { name: t('hours.weekTitle') }).getByRole('link', { name });
  await tab(/^1 ·/).click();
  await expect(week.locator('input[name="seasons.1.valid_from"]')).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await tab(new RegExp(`^${t('hours.week')}$`)).click();
  await expect(week.locator('input[name="seasons.0.1.0.opens"]')).toBeVisible();
  await expect(week.locator('input[name="seasons.0.1.0.opens"]')).toHaveValue('09:05');

  await edges.nth(1).scrollIntoViewIfNeeded();
  const box = await edges.nth(1).boundingBox();
  if (!box) throw new Error('the edge is in sight');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x, y - 100, { steps: 5 });
  await page.mouse.move(x, y - 120, { steps: 5 });
  await page.mouse.up();
  await expect(closes(1)).toHaveValue('18:00');

  await page.mouse.move(x, y - 48);
  await page.mouse.down();
  await page.mouse.move(x, y + 12, { steps: 5 });
  await page.mouse.up();
  await expect(closes(1, 1)).not.toHaveValue('');
  await closes(2).fill('01:00');
  await expect(edges.nth(5)).toHaveAttribute('aria-valuetext', '01:00');
  await edges.nth(6).focus();
  await page.keyboard.press('Delete');
  await expect(closes(3)).toHaveValue('');

  const reviewAndSave = async () => {
    await week.getByRole('button', { name: t('hours.review') }).click();
    const save = week.getByRole('button', { name: t('hours.save') });
    await expect(save).toBeVisible();
    const answered = page.waitForResponse((answer) => answer.request().method() === 'POST');
    await save.click();
    await answered;
    await site.open(`/admin/${club.slug}/hours`);
  };
  await reviewAndSave();
  await expect(closes(1)).toHaveValue('18:00');
  await closes(1).fill('20:00');
  await reviewAndSave();
  await week.getByText(t('listHistory.title')).click();
  await week
    .getByRole('link', { name: t('listHistory.showAgain') })
    .nth(1)
    .click();
  await expect(closes(1)).toHaveValue('18:00');
  await expect(page.getByText(t('listHistory.older'))).toBeVisible();
});

test.describe('with a finger', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('a manager drags an edge of the week, and over a bar the page scrolls and nothing moves', async ({
    page,
    site,
    workplace: club,
  }) => {
    await planYear(club.id);
    await site.open(`/admin/${club.slug}/hours`);
    await expectNoSidewaysScroll(page);
    const week = page.getByRole('region', { name: site.t('hours.weekTitle') });
    const closes = week.locator('input[name="seasons.0.1.0.closes"]');
    const edge = week.getByRole('slider').nth(1);
    await expect(edge).toHaveAttribute('aria-valuetext', '23:00');
    await untilScripted(edge);
    const finger = await fingerOf(page);
    const middleOf = async () => {
      await edge.evaluate((element) => element.scrollIntoView({ block: 'center', behavior: 'instant' }));
      const box = await edge.boundingBox();
      if (!box) throw new Error('the edge is in sight');
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    };

    const { x, y } = await middleOf();
    await finger.down(x, y);
    for (const step of [12, 24, 48]) await finger.move(x, y - step);
    await finger.up();
    await expect(closes).toHaveValue('21:00');
    await expect(edge).toHaveAttribute('aria-valuetext', '21:00');

    const { y: before } = await middleOf();
    await finger.down(x, before - 100);
    for (const step of [20, 60, 120]) await finger.move(x, before - 100 - step);
    await finger.up();
    await expect.poll(async () => (await edge.boundingBox())?.y).toBeLessThan(before - 20);
    await expect(closes).toHaveValue('21:00');
  });
});

/** A season over the coming weeks, and two special days. */
async function planYear(clubId: number): Promise<void> {
  const season = { clubId, validFrom: inDays(10), validUntil: inDays(40) };
  await db()
    .insert(openingHours)
    .values({ ...season, weekday: 1, opensMinute: 600, closesMinute: 840 });
  const name = { es: 'Torneo', en: 'Tournament' };
  await db()
    .insert(specialDays)
    .values([
      { clubId, date: inDays(5), name, closed: true, holiday: false, windows: [] },
      {
        clubId,
        date: addDays(inDays(5), 1),
        name,
        closed: false,
        holiday: false,
        windows: [{ opensMinute: 600, closesMinute: 840 }],
      },
    ]);
}

test('a manager limits a category, and its people are told what they have reached', async ({
  page,
  site,
  workplace: club,
}) => {
  const { t } = site;
  const main = page.getByRole('main');
  await site.open(`/admin/${club.slug}/members`);
  await main.getByLabel(t('members.nameEs')).last().fill('Socios');
  await main.getByLabel(t('members.upcoming')).last().fill('0');
  await main.getByRole('button', { name: t('members.review') }).click();
  await expect(main.getByText(t('members.unfitLimit')).first()).toBeVisible();
  await main.getByLabel(t('members.upcoming')).first().fill('2');
  await main.getByRole('button', { name: t('members.review') }).click();
  await main.getByRole('button', { name: t('members.save') }).click();
  await expect(main.getByText(t('members.saved'))).toBeVisible();
  await expect(main.locator('input[name="categories.0.code"]')).toHaveValue('socios');
  await expectAccessible(page);
});
