import type { Page } from '@playwright/test';
import { eq } from 'drizzle-orm';
import { db, transaction } from '@/db';
import { dues, payments, refunds } from '@/db/schema';
import { signedToken } from '@/lib/auth/signed-token';
import { accountedOf } from '@/lib/ledger/read-figures';
import { makeUser } from '@/test/factories';
import { stripeControl } from '@/test/stripe-control';
import { expectAccessibleInBothThemes } from './accessibility';
import { bookByPhone, expect, inBothLanguages, test } from './desk-steps';
import { sandbox } from './environment';
import { CARDS, checkoutPage } from './pages/checkout';
import { siteIn, untilScripted } from './site';
import { chargesOf, WITHIN_A_SWEEP } from './world';

const PRICE = 4500;

// Stripe's events are held back, so that the page of the payer is the first to hear of the money.
test.use({ disturbsProviders: true });
test.afterEach(() => stripeControl(sandbox(), 'webhooks/resume'));

/** Keeps a tab from coming back to the site after the bank, until it is let. */
async function holdReturn(page: Page): Promise<() => void> {
  let letGo = () => {};
  const until = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route('**/return?*', async (route) => {
    await until;
    await route.continue();
  });
  return letGo;
}

async function refundsOf(reservationId: string) {
  const made = db().select({ status: refunds.status, amountMinor: refunds.amountMinor }).from(refunds);
  return made
    .innerJoin(payments, eq(payments.id, refunds.paymentId))
    .where(eq(payments.reservationId, reservationId));
}

inBothLanguages(() => {
  test('a player pays the link, the desk takes cash before anybody hears of it, and the card gets its money back', async ({
    page,
    site,
    desk,
    board,
    till,
    browserOf,
  }) => {
    test.slow();
    const { t, euros } = site;
    const booking = await bookByPhone(desk, { name: 'Ana Ruiz' });
    const due = await db().query.dues.findFirst({ where: eq(dues.reservationId, booking.id) });
    const payer = await (await browserOf(await makeUser())).newPage();
    const link = siteIn(payer, site.language);
    const checkout = checkoutPage(link);
    await link.open(`/pay/${signedToken('payment-link', due?.id ?? '')}`);
    const ask = payer.getByRole('button', { name: t('payLink.ask', { sum: euros(PRICE) }) });
    await untilScripted(ask);
    await expectAccessibleInBothThemes(payer);
    // The till is open before the card pays, so that no sweep hears of the money first.
    await till.open(desk.slug);
    await till.openWith('100.00');
    await ask.click();
    await stripeControl(sandbox(), 'webhooks/pause');
    const letReturn = await holdReturn(payer);
    await checkout.payWith(CARDS.pays, PRICE);
    await expect.poll(() => chargesOf(booking.id)).toEqual([PRICE]);
    await till.take('Ana Ruiz', 'cash', '45.00');
    await till.done('paid');
    letReturn();
    await stripeControl(sandbox(), 'webhooks/resume');

    await expect(payer.getByText(t('reservation.duplicateText'))).toBeVisible();
    await expect(payer.getByText(t('payLink.settledHeading'))).toHaveCount(0);
    await expect
      .poll(() => refundsOf(booking.id), WITHIN_A_SWEEP)
      .toEqual([{ status: 'succeeded', amountMinor: PRICE }]);
    expect(await transaction((tx) => accountedOf(tx, booking.id))).toBe(PRICE);
    await payer.reload();
    await expect(payer.getByRole('heading', { name: t('payLink.backHeading_done') })).toBeVisible();
    await expect(payer.getByText(t('payLink.back_went', { amount: euros(PRICE) }))).toBeVisible();
    await expectAccessibleInBothThemes(payer);

    await board.open(desk.slug, { booking: booking.id });
    await expect(board.panel.getByText(t('panel.refunded'))).toBeVisible();
    await expect(board.panel.getByText(t('panel.method_cash')).first()).toBeVisible();
    await expectAccessibleInBothThemes(page);
    await till.open(desk.slug);
    await till.closeWith('145.00');
    await expect(page.getByText(t('till.differenceIs', { sum: euros(0) }))).toBeVisible();
  });
});
