import { makeStaff, makeUser } from '@/test/factories';
import { expect, test } from './fixtures';
import { cutLiveLine } from './site';
import { book, hold, inDays, pay, startInHours, statusOf, untilMailed, untilStatus } from './world';

const PRICE = 4500;

test('cancelling names the refund before the click, pays it back and frees the court @phone', async ({
  site,
  language,
  player,
  club,
  results,
  reservation,
}) => {
  const date = inDays(2);
  const search = { city: club.city, date, time: '10:00', duration: '90' };
  const start = results.start(club.name, '10:00', site.shortEuros(PRICE));
  await book(player, { courtId: club.courts[0].id });
  const { id } = await book(player, { courtId: club.courts[1].id });
  await results.open(search);
  await expect(results.heading(club.city)).toBeVisible();
  await expect(start).toHaveCount(0);

  await reservation.open(id);
  await reservation.cancelling.click();
  await expect(reservation.refundOf(PRICE)).toBeVisible();
  await reservation.cancelFor(PRICE).click();

  await expect(reservation.cancelled).toBeVisible();
  await expect(reservation.receipt).toContainText(site.euros(PRICE));
  await untilMailed(player, language === 'es' ? 'Te hemos devuelto' : 'We have sent back');
  await results.open(search);
  await expect(start).toBeVisible();
});

test('a link to cancelling unfolds it, and what became of it is brought into view @phone', async ({
  page,
  player,
  club,
  reservation,
}) => {
  const { id } = await book(player, { courtId: club.courts[0].id });
  await reservation.open(`${id}#cancel`);
  await expect(reservation.cancelFor(PRICE)).toBeInViewport();
  await reservation.cancelFor(PRICE).click();
  await expect(reservation.cancelled).toBeInViewport();
  await expect(page.locator(':focus').filter({ has: reservation.cancelled })).toBeVisible();
});

test('a booking is said to be done once, is shared by a button that says so, and shows its code before cancelling', async ({
  page,
  site,
  player,
  club,
  reservation,
}) => {
  const { id } = await book(player, { courtId: club.courts[0].id });
  await reservation.open(id);
  await expect(reservation.confirmed).toBeVisible();
  await expect(page.getByText(site.t('status.confirmed'), { exact: true })).toHaveCount(0);
  await expect(page.getByRole('button', { name: site.t('game.share') })).toBeVisible();
});

test('a figure that changed since the page was opened is shown anew, and asked about, before anything is done', async ({
  player,
  club,
  reservation,
}) => {
  const { id } = await book(player, { courtId: club.courts[0].id });
  await reservation.open(id);
  await reservation.cancelling.click();
  await expect(reservation.refundOf(PRICE)).toBeVisible();
  await startInHours(id, 23);
  await reservation.cancelFor(PRICE).click();

  await expect(reservation.changed).toBeVisible();
  await expect(reservation.refundOf(PRICE / 2)).toBeVisible();
  expect(await statusOf(id)).toBe('confirmed');
  await reservation.cancelFor(PRICE / 2).click();
  await expect(reservation.cancelled).toBeVisible();
});

test('letting a hold go from a tab that missed its payment keeps the booking and shows what cancelling gives back', async ({
  page,
  player,
  club,
  checkout,
  reservation,
}) => {
  await cutLiveLine(page);
  const { id, intentId } = await hold(player, { courtId: club.courts[0].id });
  await checkout.open(id);
  // A form that opens after the payment leads away by itself.
  await expect(checkout.pay(PRICE)).toBeEnabled();
  await pay(intentId);
  await untilStatus(id, 'confirmed');
  await checkout.dontPay.click();

  await expect(reservation.changed).toBeVisible();
  await expect(reservation.refundOf(PRICE)).toBeVisible();
  expect(await statusOf(id)).toBe('confirmed');
});

test('the owner of a club gives everything back for the rain while it is played, and says why', async ({
  player: owner,
  signInAsStaff,
  club,
  reservation,
}) => {
  const guest = await makeUser();
  await makeStaff(owner.id, club.id, 'owner');
  await signInAsStaff(owner);
  const { id } = await book(guest, { courtId: club.courts[0].id });
  await startInHours(id, 1);
  await reservation.open(id);
  await reservation.cancelling.click();
  await expect(reservation.choice('policy', 0)).toHaveAttribute('aria-current', 'true');
  await startInHours(id, -0.1);
  await reservation.choice('weather', PRICE).click();

  await expect(reservation.playerGets(PRICE)).toBeVisible();
  await expect(reservation.choice('policy', 0)).toHaveCount(0);
  await reservation.staffReason.fill('Lluvia');
  await reservation.staffCancelFor(PRICE).click();
  await expect(reservation.cancelled).toBeVisible();
  await untilMailed(guest, 'Te hemos devuelto');
});
