import type { Page } from '@playwright/test';
import { firstInstantOf, HOUR_MS } from '@/lib/core/time';
import {
  makeCustomer,
  makeDue,
  makePayment,
  makeReservation,
  makeStaff,
  makeTillEntry,
  makeTillShift,
} from '@/test/factories';
import { expect, test } from './fixtures';
import { inDays, type OwnClub } from './world';

test.use({ colorScheme: 'dark' });

/** More games on one court than a screen shows. */
async function fillDay({ courts: [court], timeZone }: OwnClub, date: string): Promise<void> {
  const opensAt = firstInstantOf(date, 7 * 60, timeZone);
  for (let hour = 0; hour < 16; hour += 1)
    await makeReservation({
      courtId: court.id,
      startsAt: new Date(opensAt + hour * HOUR_MS),
      durationMinutes: 60,
    });
}

/** What of a page would not be read on paper: what scrolls there, and what it is not wide enough for. */
const cutOff = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('main, main *')]
      .filter((one) => {
        const { overflowX, overflowY } = getComputedStyle(one);
        const scrolls = [overflowX, overflowY].some((how) => how === 'auto' || how === 'scroll');
        const isLarger = one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1;
        return (scrolls && isLarger) || one.getBoundingClientRect().right > window.innerWidth + 1;
      })
      .map((one) => `${one.tagName} ${one.className}`),
  );

/** As on A4 without its margins. */
async function putOnPaper(page: Page): Promise<void> {
  await page.setViewportSize({ width: 703, height: 1000 });
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
}

async function expectOnPaper(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await expect(page.getByRole('button')).toHaveCount(0);
  await expect(page.getByRole('textbox')).toHaveCount(0);
  expect(await cutOff(page)).toEqual([]);
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('light');
}

test('a desk prints its day, its bookings and its till whole, without rail and forms', async ({
  page,
  site,
  player,
  club,
  signInAsStaff,
}) => {
  test.slow();
  await makeStaff(player.id, club.id, 'manager');
  const date = inDays(2);
  await fillDay(club, date);
  const booking = await makeReservation({ courtId: club.courts[1].id });
  await makeDue(booking, { amountMinor: 2500 });
  const shift = await makeTillShift(club.id, player.id);
  await makeTillEntry(booking, { amountMinor: 2000, takenBy: player.id, shiftId: shift.id });
  await makeCustomer(club.id, { name: 'Ana Ruiz', email: `${'a'.repeat(40)}@example.com` });
  await signInAsStaff(player);
  const pages = [
    [`planner?view=list&date=${date}`, 17],
    [`bookings?from=${date}`, 16],
    ['till', 2],
    [`till/shifts/${shift.id}`, 2],
    ['till/shifts', 2],
    ['people', 2],
  ] as const;
  for (const [path, rows] of pages) {
    await page.emulateMedia({ media: 'screen' });
    await site.open(`/admin/${club.slug}/${path}`);
    await expect(page.getByRole('navigation').first()).toBeVisible();
    await putOnPaper(page);
    await expectOnPaper(page);
    expect(await page.getByRole('row').count(), path).toBeGreaterThanOrEqual(rows);
  }
});

test('a booking that is open beside a page is what is printed', async ({
  page,
  site,
  player,
  club,
  signInAsStaff,
}) => {
  await makeStaff(player.id, club.id, 'desk');
  const booking = await makeReservation({ courtId: club.courts[0].id });
  await signInAsStaff(player);
  await site.open(`/admin/${club.slug}/bookings?booking=${booking.id}`);
  await expect(page.getByRole('complementary')).toBeVisible();
  await putOnPaper(page);
  await expect(page.getByRole('complementary')).toBeVisible();
  await expect(page.getByRole('main')).toBeHidden();
});

test('a player prints a booking with its receipt, without the ways to other pages', async ({
  page,
  site,
  player,
  club,
}) => {
  const booking = await makeReservation({ courtId: club.courts[0].id, userId: player.id });
  await makePayment(booking);
  await site.open(`/reservations/${booking.id}`);
  await expect(page.getByRole('navigation').first()).toBeVisible();
  await putOnPaper(page);
  await expectOnPaper(page);
  const receipt = page.getByRole('region', { name: site.t('reservation.receipt') });
  await expect(receipt.getByText(site.euros(4500))).toBeVisible();
  await expect(page.getByText(site.euros(4500)).first()).toBeVisible();
});
