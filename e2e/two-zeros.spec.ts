import { eq, notInArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { shortenId } from '@/components/ops/shorten-id';
import { db } from '@/db';
import { notices, payments, refunds } from '@/db/schema';
import { refreshSearchIndex } from '@/lib/availability/refresh-search-index';
import { ACCOUNTED_MINOR, IS_SOLD } from '@/lib/ledger/money-words';
import type { Court } from '@/test/factories';
import { stripeControl } from '@/test/stripe-control';
import { sandbox } from './environment';
import { expect, test } from './fixtures';
import { book, statusOf, WITHIN_A_SWEEP } from './world';

const ledgerSchema = z.object({ payment_intents: z.array(z.object({ id: z.string() })) });

/** Other journeys plant payments that Stripe has never heard of, and bookings without money. */
async function settlePlanted(userId: string): Promise<void> {
  const ledger = await fetch(`${sandbox().urls.stripe}/_control/ledger`);
  const { payment_intents } = ledgerSchema.parse(await ledger.json());
  const known = payment_intents.map(({ id }) => id);
  await db()
    .update(payments)
    .set({ status: 'failed', receivedMinor: 0, completedAt: null })
    .where(notInArray(payments.paymentIntentId, known));
  await db().execute(sql`update reservations r set staff_settled_by = ${userId}
    where ${IS_SOLD} and ${ACCOUNTED_MINOR} <> r.price_minor`);
}

test.describe('an operator', () => {
  test.use({ operator: true });

  test('sees two zeros and what the comparison with Stripe found', async ({ page, site, player }) => {
    await settlePlanted(player.id);
    await site.open('/ops');
    await expect(page.getByRole('heading', { level: 1, name: site.t('ops.title') })).toBeVisible();
    await page.getByRole('button', { name: site.t('ops.compareNow') }).click();
    const agree = page.getByText(site.t('ops.books_agree'));
    await expect(agree.or(page.getByText(site.t('ops.books_nothing')))).toBeVisible();
    for (const zero of ['moneyWithoutCourt', 'courtsWithoutMoney'] as const) {
      const box = page.getByRole('region', { name: site.t(`ops.${zero}`) });
      await expect(box).toContainText('0');
      await expect(box).toContainText(site.t(`ops.${zero}Good`));
    }
    // At one moment, because the page refreshes itself after the comparison.
    const heights = await page
      .getByRole('main')
      .getByRole('button')
      .evaluateAll((buttons) => buttons.map((button) => button.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
  });

  test('reads times of their own clock and unfolds only what is amiss', async ({
    page,
    site,
    player,
    club,
  }) => {
    const { id } = await book(player, { courtId: club.courts[0].id });
    await failRefund(id);
    await site.open('/ops');
    await expect(page.getByText(site.t('ops.zone', { zone: 'Europe/Madrid' }))).toBeVisible();
    const foldOf = (name: 'refundsTitle' | 'eventsTitle') =>
      page.getByRole('group').filter({ has: page.getByRole('heading', { name: site.t(`ops.${name}`) }) });
    await expect(foldOf('refundsTitle')).toHaveAttribute('open', '');
    await expect(foldOf('eventsTitle')).not.toHaveAttribute('open');
    await foldOf('eventsTitle').getByRole('heading').click();
    await expect(page.getByRole('link', { name: site.t('ops.eventsLink') })).toBeVisible();
  });

  test('finds a person, a booking and a club by what they have in hand @phone', async ({
    page,
    site,
    player,
    club,
  }) => {
    const { id } = await book(player, { courtId: club.courts[0].id });
    await refreshSearchIndex(club.id);
    await site.open('/ops');
    const find = async (q: string) => {
      await page.getByLabel(site.t('ops.findLabel')).fill(q);
      await page.getByRole('button', { name: site.t('ops.find') }).click();
      await expect(page).toHaveURL(
        (url) => url.pathname.endsWith('/ops/find') && url.searchParams.get('q') === q,
      );
    };
    const main = page.getByRole('main');
    await find('xyzzy-nobody');
    await expect(main.getByText(site.t('ops.findNone'))).toBeVisible();

    await find(shortenId(id));
    await main.getByRole('table').getByRole('link').click();
    await expect(main.getByRole('heading', { level: 1, name: site.t('ops.history') })).toBeVisible();
    await expect(main).toContainText(id);

    await page.goBack();
    await find(player.email);
    await main.getByRole('row').filter({ hasText: player.email }).getByRole('link').click();
    await expect(main.getByRole('region', { name: site.t('ops.bookings') }).first()).toContainText(
      club.courts[0].name,
    );

    await page.goBack();
    await find(club.name);
    await main.getByRole('row').filter({ hasText: club.name }).getByRole('link').click();
    await expect(page).toHaveURL(new RegExp(`/clubs/${club.slug}`));
  });

  test('copies an id that is shown by its two ends', async ({ page, site, player, club }) => {
    const { id, intentId } = await book(player, { courtId: club.courts[0].id });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await site.open(`/ops/history/${id}`);
    const shown = shortenId(intentId);
    await page
      .getByRole('button', { name: site.t('ops.copyId', { id: shown }) })
      .first()
      .click();
    await expect(page.getByText(site.t('ops.copied'), { exact: true })).toHaveCount(1);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(intentId);
  });

  test('finds the word of a payment among the events, and replays it', async ({
    page,
    site,
    player,
    club,
  }) => {
    const { intentId } = await book(player, { courtId: club.courts[0].id });
    await site.open('/ops/events');
    await page.getByLabel(site.t('ops.searchLabel')).fill(intentId);
    await page.getByRole('button', { name: site.t('ops.search') }).click();
    await page
      .getByRole('row', { name: /payment_intent\.succeeded/ })
      .getByRole('link')
      .click();
    await expect(page.getByRole('region', { name: site.t('ops.payload') })).toContainText(intentId);
    await page.getByRole('button', { name: site.t('ops.replay') }).click();
    await expect(page.getByRole('main')).toContainText(site.t('ops.state_processed'));
  });

  test('replays what Resend told of a mail, and nothing changes', async ({ page, site, player, club }) => {
    const { id } = await book(player, { courtId: club.courts[0].id });
    const told = () => db().select().from(notices).where(eq(notices.reservationId, id));
    await expect
      .poll(async () => (await told()).map(({ status }) => status), WITHIN_A_SWEEP)
      .toEqual(['delivered']);
    const before = await told();
    await site.open('/ops/events');
    await page.getByLabel(site.t('ops.searchLabel')).fill(before[0]?.providerId ?? '');
    await page.getByRole('button', { name: site.t('ops.search') }).click();
    await page
      .getByRole('row', { name: /email\.delivered/ })
      .getByRole('link')
      .click();
    await page.getByRole('button', { name: site.t('ops.replay') }).click();
    await expect(page.getByRole('main')).toContainText(site.t('ops.state_processed'));
    expect(await told()).toEqual(before);
  });

  test('tries a failed refund again, and it leaves the list', async ({ page, site, player, club }) => {
    const { id } = await book(player, { courtId: club.courts[0].id });
    const refundId = await failRefund(id);
    await site.open('/ops');
    const row = page
      .getByRole('row')
      .filter({ hasText: player.email })
      .filter({ hasText: site.t('ops.failure_expired_or_canceled_card') });
    await expect(row).toBeVisible();
    await row.getByRole('button', { name: site.t('ops.retry') }).click();
    await expect(row).toHaveCount(0);
    const stored = () => db().select().from(refunds).where(eq(refunds.id, refundId));
    await expect.poll(stored, WITHIN_A_SWEEP).toMatchObject([{ status: 'succeeded', attempt: 2 }]);
  });

  test.describe('without scripts', () => {
    test.use({ javaScriptEnabled: false });

    test('reads ids whole', async ({ page, site, player, club }) => {
      const { id, intentId } = await book(player, { courtId: club.courts[0].id });
      await site.open(`/ops/history/${id}`);
      await expect(page.getByRole('link', { name: intentId })).toBeVisible();
      await expect(page.getByRole('button', { name: site.t('ops.copyId', { id }) })).toBeHidden();
    });

    test('has everything checked at once', async ({ page, site }) => {
      await site.open('/ops');
      await page.getByRole('button', { name: site.t('ops.checkNow') }).click();
      await expect(page).toHaveURL(/\/ops$/);
      const [when = ''] = site.t('ops.checkedAt', { when: '' }).split('.');
      await expect(page.getByText(new RegExp(`^${when}`))).toBeVisible();
    });

    test.describe('while nobody else counts the courts without money', () => {
      test.use({ disturbsProviders: true });

      test('says of bookings whose money was given back at Stripe which of them stand', async ({
        page,
        site,
        player,
        club,
      }) => {
        const [stays, goes] = club.courts;
        const standing = await book(player, { courtId: stays.id });
        const cancelled = await book(player, { courtId: goes.id, startTime: '12:00' });
        for (const { intentId } of [standing, cancelled]) await giveBackThere(intentId);
        await site.open('/ops');
        const rowOf = (court: Court) =>
          page.getByRole('row').filter({ hasText: player.email }).filter({ hasText: court.name });
        await rowOf(stays)
          .getByRole('button', { name: site.t('ops.decide_let_stand') })
          .click();
        await expect(rowOf(stays)).toHaveCount(0);
        await rowOf(goes)
          .getByRole('button', { name: site.t('ops.decide_cancel') })
          .click();
        await expect(rowOf(goes)).toHaveCount(0);
        expect([await statusOf(standing.id), await statusOf(cancelled.id)]).toEqual([
          'confirmed',
          'cancelled',
        ]);
        await site.open(`/reservations/${cancelled.id}`);
        const [, said = ''] = site.t('reservation.givenBackBefore', { amount: '|' }).split('|');
        await expect(page.getByRole('main')).toContainText(said);
      });
    });
  });
});

test.describe('anybody else', () => {
  test.use({ expectedErrors: [/status of 404/] });

  test('finds no such page', async ({ page, site }) => {
    for (const path of ['/ops', '/ops/find?q=ana', '/ops/events', '/ops/events/1']) {
      await site.open(path);
      await expect(page.getByRole('heading', { name: site.t('ops.title') })).toHaveCount(0);
      await expect(
        page.getByRole('heading', { level: 1, name: site.t('error.notFoundTitle') }),
      ).toBeVisible();
    }
  });
});

/** A full refund in Stripe's dashboard, with its event. */
async function giveBackThere(intentId: string): Promise<void> {
  await stripeControl(sandbox(), `payment_intents/${intentId}/refund`, {});
  const [payment] = await db().select().from(payments).where(eq(payments.paymentIntentId, intentId));
  const heard = () => db().$count(refunds, eq(refunds.paymentId, payment?.id ?? ''));
  await expect.poll(heard, WITHIN_A_SWEEP).toBe(1);
}

/** A refund of ten euros that the player's bank did not take. */
async function failRefund(reservationId: string): Promise<string> {
  const [payment] = await db().select().from(payments).where(eq(payments.reservationId, reservationId));
  const money = { paymentId: payment?.id ?? '', amountMinor: 1000, currency: 'EUR' };
  const why = {
    cause: 'staff',
    requestedBy: 'staff:e2e',
    failureReason: 'expired_or_canceled_card',
  } as const;
  const [refund] = await db()
    .insert(refunds)
    .values({ ...money, ...why, status: 'failed' })
    .returning({ id: refunds.id });
  return refund?.id ?? '';
}
