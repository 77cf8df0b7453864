import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { instantsOf } from '@/lib/core/time';
import { readCalendar } from '@/test/calendar';
import { sandboxUrl } from './environment';
import { expect, PASSWORD, test } from './fixtures';
import { CARDS } from './pages/checkout';
import { inDays } from './world';

test.describe('somebody who is not signed in', () => {
  test.use({ signedIn: false });

  test('a newcomer finds a court in Madrid, signs in while it is held, pays and has it by mail @phone', async ({
    page,
    site,
    home,
    results,
    signIn,
    checkout,
    reservation,
    player,
  }) => {
    const date = inDays(1);
    await home.open();
    await home.search({ city: 'Madrid', date, time: '10:00', minutes: 90 });
    await expect(results.heading('Madrid')).toBeVisible();

    // Parallel tests want Madrid at 10:00 too, so each worker takes another club.
    const offer = results.startsAt('10:00').nth(test.info().parallelIndex);
    const { club, priceMinor } = readOffer(await offer.textContent());
    await offer.click();

    await expect(page).toHaveURL(checkout.address);
    await checkout.signIn.click();
    await expect(signIn.heading).toBeVisible();
    await signIn.withPassword(player.email, PASSWORD);
    await expect(page).toHaveURL(checkout.address);
    await expect(page.getByRole('main')).toContainText('10:00–11:30');
    await expect(page.getByRole('main')).toContainText(club);
    await expect(checkout.timeLeft).toHaveText(/^9:\d\d$/);
    await checkout.why.click();
    await expect(checkout.rulePerHour(90, (priceMinor / 90) * 60)).toBeVisible();
    await checkout.payWith(CARDS.pays, priceMinor);

    await expect(reservation.confirmed).toBeVisible();
    await expect(reservation.receipt).toContainText(site.euros(priceMinor));

    const start = new Date(instantsOf(date, 600, 'Europe/Madrid')[0] ?? 0);
    const { startsAt, endsAt, method } = await calendarInInbox(page, player.email);
    expect(method).toBe('REQUEST');
    expect([startsAt, endsAt]).toEqual([start, new Date(start.getTime() + 90 * 60_000)]);

    await reservation.openGames();
    await expect(reservation.game(club)).toBeVisible();
  });
});

test('whoever is signed in is one search and one start away from paying', async ({
  page,
  site,
  club,
  home,
  results,
  checkout,
}) => {
  await home.open();
  await home.search({ city: club.city, date: inDays(2), time: '10:00', minutes: 90 });
  await results.start(club.name, '10:00', site.shortEuros(4500)).click();
  await expect(page).toHaveURL(checkout.address);
  await expect(checkout.pay(4500)).toBeEnabled();
});

const OFFER = /^10:00\s*€?(\d+)(?:[.,](\d\d))?\s*€?\D*?(?:reservar en|book at) (.+)$/;

/** `10:00 45 € reservar en Pádel La Encina`, or `10:00 €45 book at …` → its club and 4500. */
function readOffer(label: string | null) {
  const [, euros, cents = '00', club] = OFFER.exec(label ?? '') ?? [];
  if (club === undefined) throw new Error(`"${label}" names no club and price`);
  return { club, priceMinor: Number(`${euros}${cents}`) };
}

/** Opens the inbox page and, in it, the file of a person's newest mail. */
async function calendarInInbox(page: Page, address: string) {
  const inbox = await page.context().newPage();
  await inbox.goto(sandboxUrl('resend'));
  const mail = inbox.getByRole('group').filter({ hasText: address });
  const attached = mail.getByRole('link', { name: 'pista.ics' });
  const download = inbox.waitForEvent('download');
  // The page folds its mails whenever another one comes.
  await expect(async () => {
    if (!(await attached.isVisible())) await mail.locator('summary').first().click();
    await attached.click({ timeout: 2_000 });
  }).toPass();
  const file = await (await download).path();
  await inbox.close();
  return readCalendar(await readFile(file, 'utf8'));
}
