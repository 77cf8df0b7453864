import { randomUUID } from 'node:crypto';
import type { BrowserContext, Page } from '@playwright/test';
import { and, eq } from 'drizzle-orm';
import { db } from '@/db';
import { dues, payments } from '@/db/schema';
import { MINUTE_MS } from '@/lib/core/time';
import { sharesOfBooking } from '@/test/shared-bookings';
import { expectAccessible, expectAccessibleInBothThemes, expectNoSidewaysScroll } from './accessibility';
import { expect, test } from './fixtures';
import { CARDS, checkoutPage } from './pages/checkout';
import { type Site, siteIn, untilScripted } from './site';
import { chargesOf, hold, mailsTo, untilMailed, untilStatus, WITHIN_A_SWEEP } from './world';

const SHARE = 1125;

const newMailbox = () => `parte-${randomUUID().slice(0, 8)}@pista.test`;

/** Lets the deadline be past for longer than the sweep waits for a lost nudge. */
const passDeadline = (reservationId: string) =>
  db()
    .update(dues)
    .set({ dueBy: new Date(Date.now() - 2 * MINUTE_MS) })
    .where(and(eq(dues.reservationId, reservationId), eq(dues.cause, 'share')));

const openSharesOf = async (reservationId: string) =>
  (await sharesOfBooking(reservationId)).filter(({ settledAt }) => settledAt === null).length;

const attach = async (name: string, page: Page) =>
  test.info().attach(name, { body: await page.screenshot({ fullPage: true }), contentType: 'image/png' });

/** A friend without an account, with a browser of their own. */
async function friendOf(browser: { newContext: () => Promise<BrowserContext> }, site: Site) {
  const context = await browser.newContext();
  const theirs = siteIn(await context.newPage(), site.language);
  const { page, t, euros } = theirs;
  return {
    page,
    email: newMailbox(),
    close: () => context.close(),
    async join(link: string, name: string, email: string) {
      await page.goto(link);
      await page.getByLabel(t('game.name')).first().fill(name);
      await page.getByLabel(t('game.email')).fill(email);
      await page.getByRole('button', { name: t('game.join'), exact: true }).click();
      await expect(page.getByText(t('game.inTitle'))).toBeVisible();
    },
    async decline(link: string, name: string) {
      await page.goto(link);
      await page.getByText(t('game.cannot')).click();
      await page.getByLabel(t('game.name')).last().fill(name);
      await page.getByRole('button', { name: t('game.cannotDo') }).click();
      await expect(page.getByText(t('game.declinedTitle'))).toBeVisible();
    },
    /** By the link of the mail. */
    async payShare(email: string) {
      const paying = /https?:\/\/[^\s"]+\/pay\/[\w-]+/;
      const links = async () =>
        (await mailsTo({ email })).flatMap(({ text }) => paying.exec(text ?? '')?.[0] ?? []);
      await expect.poll(async () => (await links()).length, WITHIN_A_SWEEP).toBeGreaterThan(0);
      await page.goto((await links())[0] ?? '');
      await expectAccessibleInBothThemes(page);
      const ask = page.getByRole('button', { name: t('payLink.ask', { sum: euros(SHARE) }) });
      await untilScripted(ask);
      await ask.click();
      await checkoutPage(theirs).payWith(CARDS.pays, SHARE);
      await expect(page.getByRole('heading', { level: 1, name: t('payLink.shareSettled') })).toBeVisible(
        WITHIN_A_SWEEP,
      );
    },
  };
}

test('four by link: one declines, one pays in time, one late, one never, and the court stays theirs @phone', async ({
  browser,
  player,
  club,
  page,
  site,
  checkout,
  reservation,
}) => {
  test.slow();
  const { t, euros } = site;
  const { id } = await hold(player, { courtId: club.courts[0].id });
  await checkout.open(id);
  await checkout.whoPays.click();
  await attach('choosing', page);
  await checkout.share.click();
  await expect(checkout.pay(SHARE)).toBeVisible();
  // The form of the bank keeps the theme in which it was opened.
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await attach('checkout', page);
  await checkout.payWith(CARDS.declinesLater, SHARE);
  await untilStatus(id, 'confirmed');
  await reservation.open(id);
  const shares = page.getByRole('region', { name: t('sharing.title') });
  await expect(shares).toContainText(t('sharing.paidOf', { paid: 1, shares: 4 }));
  await expectAccessibleInBothThemes(page);
  await expectNoSidewaysScroll(page);
  await attach('shared', page);

  const link = await page.getByRole('textbox', { name: t('game.link') }).inputValue();
  const friend = await friendOf(browser, site);
  const [lucia, nuria] = [newMailbox(), newMailbox()];
  await friend.join(link, 'Lucía Prieto', lucia);
  await friend.join(link, 'Nuria Molina', nuria);
  await friend.decline(link, 'Eva');
  await friend.payShare(lucia);
  await attach('paid', friend.page);
  await page.reload();
  await expect(shares).toContainText(t('sharing.paidOf', { paid: 2, shares: 4 }));

  await passDeadline(id);
  await untilMailed(player, site.language === 'es' ? 'No pudimos cobrar' : 'We could not charge');
  await page.reload();
  await expect(page.getByText(t('sharing.refusedTitle', { open: euros(2 * SHARE) }))).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await expectNoSidewaysScroll(page);
  await attach('refused', page);
  await friend.payShare(nuria);
  await page.reload();
  await expect(shares).toContainText(t('sharing.paidOf', { paid: 3, shares: 4 }));
  expect(await chargesOf(id)).toEqual([SHARE, SHARE, SHARE]);
  expect(await openSharesOf(id)).toBe(1);
  await friend.close();
});

test('the card pays at the deadline what is open, and a cancellation gives each payer their share back', async ({
  browser,
  player,
  club,
  page,
  site,
  checkout,
  reservation,
}) => {
  test.slow();
  const { t } = site;
  const { id } = await hold(player, { courtId: club.courts[0].id });
  await checkout.open(id);
  await checkout.whoPays.click();
  await checkout.share.click();
  await expect(checkout.pay(SHARE)).toBeVisible();
  await checkout.payWith(CARDS.pays, SHARE);
  await untilStatus(id, 'confirmed');
  await reservation.open(id);
  const link = await page.getByRole('textbox', { name: t('game.link') }).inputValue();
  const friend = await friendOf(browser, site);
  const lucia = newMailbox();
  await friend.join(link, 'Lucía Prieto', lucia);
  await friend.payShare(lucia);

  await passDeadline(id);
  await expect.poll(() => openSharesOf(id), WITHIN_A_SWEEP).toBe(0);
  expect(await chargesOf(id)).toEqual([SHARE, SHARE, 2 * SHARE]);
  await page.reload();
  await expect(page.getByText(t('sharing.allPaid'))).toBeVisible();
  await attach('carried', page);

  await reservation.cancelling.click();
  await reservation.cancelFor(4 * SHARE).click();
  await expect(reservation.cancelled).toBeVisible();
  const backOf = async () =>
    (await db().select().from(payments).where(eq(payments.reservationId, id)))
      .filter(({ completedAt }) => completedAt !== null)
      .map(({ receivedMinor, refundedMinor }) => receivedMinor - refundedMinor);
  await expect.poll(backOf, WITHIN_A_SWEEP).toEqual([0, 0, 0]);
  await expect
    .poll(
      async () => (await mailsTo({ email: lucia })).map(({ subject }) => subject).join('\n'),
      WITHIN_A_SWEEP,
    )
    .toMatch(site.language === 'es' ? /devuelto|devolución|Devol/i : /refund|back/i);
  await friend.close();
});
