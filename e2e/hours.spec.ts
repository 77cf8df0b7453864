import { makeReservation } from '@/test/factories';
import { expectAccessible } from './accessibility';
import { expect, test } from './fixtures';
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
    await days.getByRole('button', { name: t('hours.review') }).click();
    await days.getByRole('button', { name: t('hours.save') }).click();
    await expect(main.getByText(t('hours.saved_days'))).toBeVisible();
    await expect(days.locator('input[value="2027-12-25"]')).toBeVisible();

    await week.getByText(t('listHistory.title')).click();
    await expect(week.getByRole('link', { name: t('listHistory.showAgain') })).toHaveCount(1);
    await days.getByRole('button', { name: /^(Undo|Deshacer)/ }).click();
    await expect(days.locator('input[value="2027-12-25"]')).toHaveCount(0);
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
