import type { Page } from '@playwright/test';
import { and, eq } from 'drizzle-orm';
import { db } from '@/db';
import { openingHours } from '@/db/schema';
import { formatDate } from '@/lib/core/i18n/format';
import { dayBounds, localDateOf, weekdayOf } from '@/lib/core/time';
import { expectAccessibleInBothThemes } from './accessibility';
import { zoneAtNoon } from '@/test/zone-at-noon';
import { bookByPhone, expect, inBothLanguages, LATER, minutesAgo, test } from './desk-steps';

/** How far down the board now stands, as a share of what is seen, and how far the board is scrolled. */
const nowOn = (page: Page) =>
  page.locator('.board').evaluate((board) => {
    const seen = board.getBoundingClientRect();
    const now = board.querySelector('[data-now]')?.getBoundingClientRect().top ?? Number.NaN;
    const most = board.scrollHeight - board.clientHeight;
    return {
      share: (now - seen.top) / seen.height,
      isAtStart: board.scrollTop === 0,
      isAtEnd: board.scrollTop >= most - 1,
    };
  });

/** In the top third, but for the ends of the day. */
async function expectAtNow(page: Page) {
  await expect
    .poll(async () => {
      const { share, isAtStart, isAtEnd } = await nowOn(page);
      return (isAtStart || share > 0.2) && (isAtEnd || share < 0.45);
    })
    .toBe(true);
}

inBothLanguages(() => {
  test('the board of today opens at now, and again from another day', async ({ page, site, desk, board }) => {
    await bookByPhone(desk, { name: 'Ana Ruiz', startsAt: minutesAgo(20) });
    await board.open(desk.slug, { view: 'day' });
    await expectAtNow(page);
    await page.getByRole('link', { name: site.t('board.dayAfter') }).click();
    await expect(page.locator('[data-now]')).toHaveCount(0);
    await page.locator('.board').evaluate((element) => element.scrollTo({ top: 0 }));
    await page.getByRole('link', { name: site.t('board.today') }).click();
    await expect(board.item('Ana Ruiz')).toBeInViewport();
    await expectAtNow(page);
  });

  test('a day on which the club does not open says why', async ({ page, site, desk, board }) => {
    const closed = and(eq(openingHours.clubId, desk.id), eq(openingHours.weekday, weekdayOf(LATER)));
    await db().delete(openingHours).where(closed);
    await board.open(desk.slug, { date: LATER });
    const weekday = formatDate(LATER, 'weekdayLong', site.language);
    await expect(page.getByText(site.t('board.closedText', { weekday }))).toBeVisible();
    await expectAccessibleInBothThemes(page);
    await page.keyboard.press('[');
    await expect(page.locator('.board')).toBeVisible();
  });

  test.describe('without scripts', () => {
    test.use({ javaScriptEnabled: false });

    test('it opens there with its first paint', async ({ page, desk, board }) => {
      await board.open(desk.slug, { view: 'day' });
      await expectAtNow(page);
    });
  });

  test.describe('on a phone', () => {
    test.use({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, zone: zoneAtNoon() });

    test('the list opens at now, and what was earlier is unfolded', async ({ page, site, desk, board }) => {
      const today = localDateOf(Date.now(), desk.timeZone);
      const startsAt = new Date(dayBounds(today, desk.timeZone).startsAt);
      await bookByPhone(desk, { name: 'Luis Mora', startsAt });
      await bookByPhone(desk, { name: 'Ana Ruiz', court: 1, startsAt: minutesAgo(20) });
      await board.open(desk.slug, { view: 'list' });
      await expect(board.row('Ana Ruiz')).toBeVisible();
      await expect(board.row('Luis Mora')).toBeHidden();
      await expectAccessibleInBothThemes(page);
      await page.getByRole('checkbox', { name: site.t('board.showEarlier', { count: 1 }) }).check();
      await expect(board.row('Luis Mora')).toBeVisible();
    });
  });
});
