import type { Route } from '@playwright/test';
import { seePaymentArrive } from './arriving-payment';
import { expect, test } from './fixtures';
import { hold, pay, untilStatus } from './world';

test('a payment that arrives while the booking is open shows there without a reload', async ({
  page,
  player,
  club,
  reservation,
}) => {
  const booking = await hold(player, { courtId: club.courts[0].id });
  const socket = page.waitForEvent('websocket', (opened) => opened.url().includes('/ws/notifications'));
  await seePaymentArrive({ page, reservation }, booking, socket);
});

test('a payment that arrives after the page was made and before its line is open shows there too', async ({
  page,
  player,
  club,
  reservation,
}) => {
  const { id, intentId } = await hold(player, { courtId: club.courts[0].id });
  const asking: Route[] = [];
  await page.route('**/notifications/ticket', (route) => void asking.push(route));
  await reservation.open(id);
  await expect(reservation.unpaid).toBeVisible();
  await pay(intentId);
  await untilStatus(id, 'confirmed');

  await Promise.all(asking.map((route) => route.continue()));
  await expect(reservation.told('confirmed')).toBeAttached();
  await expect(reservation.confirmed).toBeVisible();
});

test.describe('a page whose socket is refused', () => {
  test.use({ expectedErrors: [/WebSocket connection/] });

  test('polls, and shows a payment that arrives without a reload', async ({
    page,
    player,
    club,
    reservation,
  }) => {
    const booking = await hold(player, { courtId: club.courts[0].id });
    await page.route('**/notifications/ticket', (route) =>
      route.fulfill({ json: { token: 'a-ticket-of-nobody', expires_in: 60 } }),
    );
    const polled = page.waitForResponse(/\/notifications\?after=\d+/);
    await seePaymentArrive({ page, reservation }, booking, polled);
  });
});
