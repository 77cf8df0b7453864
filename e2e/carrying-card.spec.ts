import { chooseSharing } from '@/lib/payments/shares/choose-sharing';
import { startPayment } from '@/lib/payments/start-payment';
import { makeUser, personContext, type User } from '@/test/factories';
import { costOf } from '@/test/shared-bookings';
import { expectAccessible, expectAccessibleInBothThemes, expectNoSidewaysScroll } from './accessibility';
import { baseUrl } from './environment';
import { expect, test } from './fixtures';
import { CARDS } from './pages/checkout';
import type { Site } from './site';
import { hold, pay, untilStatus } from './world';

/** Four share 45 €, and the player has paid their part with a card that ends in 4242. */
async function bookShared(player: User, courtId: number): Promise<string> {
  const { id: reservationId } = await hold(player, { courtId });
  const ctx = personContext(player);
  await chooseSharing(ctx, { reservationId, sharing: { seats: 4, hoursBefore: 24 } });
  const { paymentIntentId } = await startPayment(ctx, { reservationId });
  await pay(paymentIntentId);
  await untilStatus(reservationId, 'confirmed');
  return reservationId;
}

const cardOf = async (reservationId: string) => (await costOf(reservationId))?.paymentMethodId;

const cardPage = ({ page, t }: Site) => ({
  part: page.getByRole('heading', { name: t('sharing.title') }),
  change: page.getByRole('link', { name: t('sharing.changeCard') }),
  saved: (last4: string) => page.getByText(t('restCard.now', { last4 })),
  save: page.getByRole('button', { name: t('restCard.save') }),
  replaced: page.getByRole('alert').filter({ hasText: t('restCard.replaced') }),
  declined: page.getByRole('alert').filter({ hasText: t('checkout.declined') }),
});

async function look(site: Site, name: string): Promise<void> {
  await expectNoSidewaysScroll(site.page);
  await expectAccessibleInBothThemes(site.page);
  for (const colorScheme of ['light', 'dark'] as const) {
    await site.page.emulateMedia({ colorScheme });
    const body = await site.page.screenshot({ fullPage: true });
    await test.info().attach(`${name}-${colorScheme}`, { body, contentType: 'image/png' });
  }
}

/** Stripe's form keeps the colours of the theme in which it was opened. */
async function lookAtForm(site: Site, name: string): Promise<void> {
  await expectNoSidewaysScroll(site.page);
  for (const colorScheme of ['dark', 'light'] as const) {
    await site.page.emulateMedia({ colorScheme });
    await site.page.reload();
    await expect(cardPage(site).save).toBeEnabled();
    await expectAccessible(site.page);
    const body = await site.page.screenshot({ fullPage: true });
    await test.info().attach(`${name}-${colorScheme}`, { body, contentType: 'image/png' });
  }
}

test('the card that pays for those who do not is seen and changed @phone', async ({
  site,
  player,
  club,
  reservation,
  checkout,
}) => {
  const card = cardPage(site);
  const id = await bookShared(player, club.courts[0].id);
  const first = await cardOf(id);
  await reservation.open(id);
  await expect(card.part).toBeVisible();
  await look(site, 'booking');
  await card.change.click();
  await expect(card.saved('4242')).toBeVisible();
  await lookAtForm(site, 'form');
  await checkout.fillCard('5555555555554444');
  await card.save.click();
  await expect(card.replaced).toBeVisible();
  expect(await cardOf(id)).not.toBe(first);
  await card.change.click();
  await expect(card.saved('4444')).toBeVisible();
});

test('a card that its bank refuses is told at the form, and one that it must approve is saved then', async ({
  site,
  player,
  club,
  checkout,
}) => {
  const card = cardPage(site);
  const id = await bookShared(player, club.courts[0].id);
  const first = await cardOf(id);
  await site.open(`/reservations/${id}/card`);
  await checkout.fillCard(CARDS.insufficientFunds);
  await card.save.click();
  await expect(card.declined).toContainText(site.t('restCard.safe'));
  expect(await cardOf(id)).toBe(first);
  await checkout.fillCard(CARDS.asksForConfirmation);
  await card.save.click();
  await checkout.approve.click();
  await expect(card.replaced).toBeVisible();
  expect(await cardOf(id)).not.toBe(first);
});

test('coming back without a new card says that the old one stays', async ({ site, player, club }) => {
  const id = await bookShared(player, club.courts[0].id);
  await site.open(`/reservations/${id}/card/return`);
  await expect(site.page.getByRole('heading', { name: site.t('restCard.not_saved') })).toBeVisible();
  await look(site, 'not-saved');
});

test('nobody else finds the page', async ({ player, club, browserOf, language }) => {
  const id = await bookShared(player, club.courts[0].id);
  const context = await browserOf(await makeUser());
  const answer = await context.request.get(`${baseUrl()}/${language}/reservations/${id}/card`);
  expect(answer.status()).toBe(404);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the page says that the form needs them, and that the old card stays', async ({
    site,
    player,
    club,
  }) => {
    const id = await bookShared(player, club.courts[0].id);
    await site.open(`/reservations/${id}/card`);
    const told = site.page.locator('noscript > *').filter({ hasText: site.t('restCard.noScript') });
    await expect(told).toBeVisible();
  });
});
