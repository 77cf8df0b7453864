import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { clubs, priceRules, reservations, visitorHolds } from '@/db/schema';
import { expectAccessible, expectAccessibleInBothThemes, expectNoSidewaysScroll } from './accessibility';
import { expect, test } from './fixtures';
import { CARDS } from './pages/checkout';
import { movePage } from './pages/move';
import type { Site } from './site';
import { book, freeStarts, inDays, lapse, mailsTo, type OwnClub, startInHours, untilMailed } from './world';

const PRICE = 4500;
const DAY = inDays(2);

/** From noon on 60 € for 90 minutes, and 30 € after four. */
async function priceByHour(club: OwnClub): Promise<void> {
  const name = { es: 'Tarifa', en: 'Rate' };
  const from = (fromMinute: number, untilMinute: number, pricePerHourMinor: number, position: number) => ({
    clubId: club.id,
    name,
    fromMinute,
    untilMinute,
    pricePerHourMinor,
    position,
  });
  await db()
    .insert(priceRules)
    .values([from(720, 960, 4000, -2), from(960, 1440, 2000, -1)]);
  await expect.poll(() => freeStarts(club.courts[1].id, DAY)).toContain('10:00');
}

const placeOf = async (id: string) => {
  const [row] = await db().select().from(reservations).where(eq(reservations.id, id));
  return row && { courtId: row.courtId, priceMinor: row.priceMinor };
};

async function look(site: Site, name: string): Promise<void> {
  await expectNoSidewaysScroll(site.page);
  await expectAccessibleInBothThemes(site.page);
  await attach(site, name);
}

async function attach({ page }: Site, name: string): Promise<void> {
  const body = await page.screenshot({ fullPage: true });
  await test.info().attach(name, { body, contentType: 'image/png' });
}

test.beforeEach(async ({ club }) => {
  await priceByHour(club);
  // A minute instead of ten seconds, so that a slow machine is in time to undo.
  await db().update(clubs).set({ undoSeconds: 60 }).where(eq(clubs.id, club.id));
});

test('a start that costs the same is taken at once, and given back by one press @phone', async ({
  site,
  player,
  club,
  reservation,
}) => {
  const moving = movePage(site);
  const { id } = await book(player, { courtId: club.courts[0].id, date: DAY });
  await reservation.open(id);
  await moving.change.click();
  await moving.start('10:30', site.t('move.same')).click();
  await expect(moving.same).toBeVisible();
  await look(site, 'same');
  await moving.court('Pista 2').click();
  await expect(moving.court('Pista 2')).toHaveAttribute('aria-current', 'true');
  await moving.doSame.click();
  await expect(moving.moved).toBeVisible();
  await expect(site.page.getByRole('main')).toContainText('10:30–12:00 · Pista 2');
  await look(site, 'moved');
  await moving.undo.click();
  await expect(moving.undone).toBeVisible();
  await expect(site.page.getByRole('main')).toContainText('10:00–11:30');
  expect(await placeOf(id)).toEqual({ courtId: club.courts[0].id, priceMinor: PRICE });
});

test('a cheaper start says what comes back before the click, and the receipt afterwards @phone', async ({
  site,
  player,
  club,
  reservation,
}) => {
  await db().update(clubs).set({ undoSeconds: 5 }).where(eq(clubs.id, club.id));
  const moving = movePage(site);
  const { id } = await book(player, { courtId: club.courts[0].id, date: DAY });
  await moving.open(id);
  await moving.start('16:30', `−${site.euros(1500)}`).click();
  await expect(moving.cheaper(1500)).toBeVisible();
  await look(site, 'cheaper');
  await moving.doCheaper(1500).click();
  await expect(site.page.getByRole('main')).toContainText('16:30–18:00');
  await expect(reservation.receipt).toContainText(site.euros(1500));
  await untilMailed(player, site.language === 'es' ? 'Tu partido ha cambiado' : 'Your game has changed');
});

test('a dearer start is held, paid by card and then moved to @phone', async ({
  page,
  site,
  player,
  club,
  checkout,
  reservation,
}) => {
  const moving = movePage(site);
  const { id } = await book(player, { courtId: club.courts[0].id, date: DAY });
  await moving.open(id);
  await moving.start('12:30', `+${site.euros(1500)}`).click();
  await expect(moving.dearer(1500)).toBeVisible();
  await look(site, 'dearer');
  await moving.doDearer(1500).click();
  await expect(page).toHaveURL(checkout.address);
  await expect(page.getByRole('main')).toContainText(site.t('move.difference'));
  // The card form keeps the theme in which it was opened.
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await attach(site, 'difference');
  expect(await placeOf(id)).toEqual({ courtId: club.courts[0].id, priceMinor: PRICE });

  await reservation.open(id);
  await expect(moving.unpaid).toBeVisible();
  await page.getByRole('link', { name: site.t('move.pay', { amount: site.euros(1500) }) }).click();
  await checkout.payWith(CARDS.pays, 1500);

  await expect(page).toHaveURL(new RegExp(`/reservations/${id}`));
  await expect(reservation.confirmed).toBeVisible();
  await expect(page.getByRole('main')).toContainText('12:30–14:00');
  expect(await placeOf(id)).toEqual({ courtId: club.courts[0].id, priceMinor: 6000 });
});

test('a dearer start that is not paid in time leaves the booking where it was, and one may choose again', async ({
  page,
  site,
  player,
  club,
  checkout,
}) => {
  const moving = movePage(site);
  const { id } = await book(player, { courtId: club.courts[0].id, date: DAY });
  await moving.open(id);
  await moving.start('12:30', `+${site.euros(1500)}`).click();
  await moving.doDearer(1500).click();
  await expect(page).toHaveURL(checkout.address);
  const hold = checkout.address.exec(page.url())?.[1] ?? '';
  await lapse(hold);
  await page.reload();
  await expect(moving.problem('lapsed')).toBeVisible();
  expect(await placeOf(id)).toMatchObject({ priceMinor: PRICE });
});

test('once cancelling is not free any more, the page says why the time stays', async ({
  site,
  player,
  club,
}) => {
  const moving = movePage(site);
  const { id } = await book(player, { courtId: club.courts[0].id, date: DAY });
  await startInHours(id, 5);
  await moving.open(id);
  await expect(moving.problem('not_free_any_more')).toBeVisible();
  await expect(moving.starts).toHaveCount(0);
});

test.describe('without an account', () => {
  test.use({ signedIn: false });

  // All journeys come from one address, whose limits are those of many people.
  test.beforeEach(async () => {
    await db().delete(visitorHolds);
  });

  test('a booking is moved and moved back, then to a cheaper start and to a dearer one @phone', async ({
    page,
    context,
    site,
    club,
    results,
    checkout,
    reservation,
  }) => {
    const moving = movePage(site);
    const email = `visita-${randomUUID().slice(0, 8)}@pista.test`;
    const search = new URLSearchParams({ city: club.city, date: DAY, time: '10:00', duration: '90' });
    await page.goto(`/${site.language}/courts?${search}`);
    await results.startsAt('10:00').first().click();
    await checkout.name.fill('Ana Visita');
    await checkout.email.fill(email);
    await checkout.payWith(CARDS.pays, PRICE);
    await expect(reservation.confirmed).toBeVisible();
    const [, id = ''] = /reservations\/([0-9a-f-]{36})/.exec(page.url()) ?? [];

    await moving.change.click();
    await moving.start('10:30', site.t('move.same')).click();
    await moving.doSame.click();
    await expect(moving.moved).toBeVisible();
    await expect(page.getByRole('main')).toContainText('10:30–12:00');
    await look(site, 'guest-moved');
    await moving.undo.click();
    await expect(moving.undone).toBeVisible();
    await expect(page.getByRole('main')).toContainText('10:00–11:30');

    await db().update(clubs).set({ undoSeconds: 1 }).where(eq(clubs.id, club.id));
    await moving.open(id);
    await moving.start('16:30', `−${site.euros(1500)}`).click();
    await moving.doCheaper(1500).click();
    await expect(page.getByRole('main')).toContainText('16:30–18:00');
    await expect(reservation.receipt).toContainText(site.euros(1500));
    await untilMailed({ email }, site.language === 'es' ? 'Tu partido ha cambiado' : 'Your game has changed');

    // The link of the mail does the same in another browser.
    const mails = await mailsTo({ email });
    const link = /https?:\/\/\S+\/my-booking\/[\w-]+/.exec(mails.at(-1)?.text ?? '')?.[0] ?? '';
    await context.clearCookies();
    await page.goto(link);
    await moving.open(id);
    await moving.start('12:30', `+${site.euros(3000)}`).click();
    await moving.doDearer(3000).click();
    await expect(page).toHaveURL(checkout.address);
    await expect(checkout.changeGuest).toHaveCount(0);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await attach(site, 'guest-difference');
    expect(await placeOf(id)).toMatchObject({ priceMinor: 3000 });
    await checkout.payWith(CARDS.pays, 3000);
    await expect(page).toHaveURL(new RegExp(`/reservations/${id}`));
    await expect(reservation.confirmed).toBeVisible();
    await expect(page.getByRole('main')).toContainText('12:30–14:00');
    expect(await placeOf(id)).toMatchObject({ priceMinor: 6000 });
  });
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a booking is moved and moved back by links and forms', async ({ site, player, club }) => {
    const moving = movePage(site);
    const { id } = await book(player, { courtId: club.courts[0].id, date: DAY });
    await moving.open(id);
    await moving.start('10:30', site.t('move.same')).click();
    await moving.doSame.click();
    await expect(moving.moved).toBeVisible();
    await moving.undo.click();
    await expect(moving.undone).toBeVisible();
  });
});
