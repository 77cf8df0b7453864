import type { Page } from '@playwright/test';
import { expect } from './fixtures';
import type { reservationPage } from './pages/reservation';
import { type hold, pay, WITHIN_A_SWEEP } from './world';

type Booking = Awaited<ReturnType<typeof hold>>;
type Shown = { page: Page; reservation: ReturnType<typeof reservationPage> };

/**
 * Opens a booking, pays it elsewhere once the page hears of news, and sees that the page shows it without a reload.
 * @param isHearing begun before the page is opened
 */
export async function seePaymentArrive(
  { page, reservation }: Shown,
  { id, intentId }: Booking,
  isHearing: Promise<unknown>,
): Promise<void> {
  await reservation.open(id);
  await expect(reservation.unpaid).toBeVisible();
  await isHearing;
  await page.evaluate(() => document.body.setAttribute('data-not-reloaded', ''));

  await pay(intentId);
  await expect(reservation.told('confirmed')).toBeAttached(WITHIN_A_SWEEP);
  await expect(reservation.confirmed).toBeVisible();
  await expect(page.locator('body[data-not-reloaded]')).toBeAttached();
}
