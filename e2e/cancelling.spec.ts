import { expect, test } from './fixtures';
import { book, inDays, untilMailed } from './world';

const PRICE = 4500;

test('cancelling names the refund before the click, pays it back and frees the court @phone', async ({
  site,
  player,
  club,
  results,
  reservation,
}) => {
  const date = inDays(2);
  const search = { city: 'Toledo', date, time: '10:00', duration: '90' };
  const start = results.start(club.name, '10:00', site.euros(PRICE));
  await book(player, { courtId: club.courts[0].id });
  const { id } = await book(player, { courtId: club.courts[1].id });
  await results.open(search);
  await expect(results.heading('Toledo')).toBeVisible();
  await expect(start).toHaveCount(0);

  await reservation.open(id);
  await reservation.cancelling.click();
  await expect(reservation.refundOf(PRICE)).toBeVisible();
  await reservation.cancelFor(PRICE).click();

  await expect(reservation.cancelled).toBeVisible();
  await expect(reservation.receipt).toContainText(site.euros(PRICE));
  await untilMailed(player, 'Te hemos devuelto');
  await results.open(search);
  await expect(start).toBeVisible();
});
