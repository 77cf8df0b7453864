import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { db } from '@/db';
import { visitorHolds } from '@/db/schema';
import { makeClub, makeCourt } from '@/test/factories';
import { expectAccessible } from './accessibility';
import { expect, PASSWORD, test } from './fixtures';
import { CARDS } from './pages/checkout';
import type { homePage } from './pages/home';
import type { resultsPage } from './pages/results';
import { addAuthenticator } from './virtual-authenticator';
import { freeStarts, inDays, mailsTo, openClub, ownCity, untilMailed } from './world';

test.use({ signedIn: false });

/** All journeys come from one address, whose limits are those of many people. */
test.beforeEach(async () => {
  await db().delete(visitorHolds);
});

const PRICE = 4500;
const newMailbox = () => `visita-${randomUUID().slice(0, 8)}@pista.test`;

type Home = ReturnType<typeof homePage>;
type Results = ReturnType<typeof resultsPage>;

/** Searches ninety minutes at ten in a city, and takes the first start. */
async function chooseStart(home: Home, results: Results, city: string) {
  await home.open();
  await home.search({ city, date: inDays(2), time: '10:00', minutes: 90 });
  await results.startsAt('10:00').first().click();
}

/** The fields of a card stand behind a border that their focus does not cross. */
const CARD_FIELDS = 3;

/** Counts what a finger does: each button, link and choice, and each field that is tapped to type into it. */
async function countSteps(page: Page) {
  let taps = 0;
  await page.exposeFunction('countTap', () => {
    taps += 1;
  });
  await page.addInitScript(() => {
    const typed = 'input:not([type=radio]):not([type=checkbox]), select, textarea';
    addEventListener('click', (event) => event.isTrusted && window.countTap(), true);
    addEventListener(
      'focusin',
      ({ target }) => target instanceof Element && target.matches(typed) && window.countTap(),
    );
  });
  const pages: string[] = [];
  page.on('framenavigated', (frame) => {
    const { pathname } = new URL(frame.url());
    if (frame === page.mainFrame() && !pathname.endsWith('/return') && !pages.includes(pathname))
      pages.push(pathname);
  });
  return { taps: () => taps + CARD_FIELDS, pages };
}

declare global {
  interface Window {
    countTap: () => void;
  }
}

test('a stranger has a court before any mail, pays with name and card on one page, and keeps it by an account @phone', async ({
  page,
  context,
  home,
  results,
  checkout,
  reservation,
  signIn,
}) => {
  const club = await openClub();
  const email = newMailbox();
  const steps = await countSteps(page);
  await home.open();
  await home.chooseDay(inDays(2));
  await home.place.fill(club.city);
  await home.submit.click();
  await results.startsOf(club.name).first().click();
  await expect(page).toHaveURL(checkout.address);
  await expect(checkout.timeLeft).toHaveText(/^9:\d\d$/);
  expect(await mailsTo({ email })).toEqual([]);
  await expect(checkout.pay(PRICE)).toBeEnabled();
  await expectAccessible(page);

  await checkout.name.fill('Ana Visita');
  await checkout.email.fill(email);
  await checkout.payWith(CARDS.pays, PRICE);
  await expect(reservation.confirmed).toBeVisible();
  test
    .info()
    .annotations.push({ type: 'steps', description: `${steps.taps()} taps, ${steps.pages.length} pages` });
  expect(steps.taps()).toBeLessThanOrEqual(11);
  expect(steps.pages.length).toBeLessThanOrEqual(4);
  await expectAccessible(page);

  await untilMailed({ email }, club.name);
  const [confirmation] = await mailsTo({ email });
  const link = /https?:\/\/\S+\/my-booking\/[\w-]+/.exec(confirmation?.text ?? '')?.[0] ?? '';
  const elsewhere = await context.browser()?.newContext();
  const other = await elsewhere?.newPage();
  if (!other) throw new Error('a journey has a browser');
  const [, id] = /reservations\/([0-9a-f-]{36})/.exec(page.url()) ?? [];
  await other.goto(page.url());
  await expect(other).toHaveURL(/sign-in/);
  await other.goto(link);
  await expect(other).toHaveURL(new RegExp(`/reservations/${id}`));
  await expect(other.getByRole('heading', { level: 1 })).toBeVisible();
  await elsewhere?.close();

  await reservation.password.fill(PASSWORD);
  await reservation.keep.click();
  await expect(reservation.kept(email)).toBeVisible();
  await expect.poll(() => mailsTo({ email })).toHaveLength(2);
  const [signUp] = await mailsTo({ email });
  await page.goto(/https?:\/\/\S+\/sign-in\/link\S+/.exec(signUp?.text ?? '')?.[0] ?? '');
  await signIn.useLink.click();
  await expect(reservation.confirmed).toBeVisible();
  await expect(reservation.keep).toHaveCount(0);
  await reservation.openGames();
  await expect(reservation.game(club.name)).toBeVisible();
});

test('a stranger who mistyped the address changes it before paying, and a declined card loses nothing @phone', async ({
  page,
  home,
  results,
  checkout,
  reservation,
}) => {
  const club = await openClub();
  await chooseStart(home, results, club.city);
  await checkout.name.fill('Ana Visita');
  await checkout.email.fill('ana@visita');
  await checkout.payWith(CARDS.insufficientFunds, PRICE);
  await expect(checkout.emailUnfit).toBeVisible();
  const wrong = newMailbox();
  await checkout.email.fill(wrong);
  await checkout.pay(PRICE).click();
  await expect(checkout.declined).toBeVisible();
  await page.reload();
  await expect(checkout.mailsGoTo(wrong)).toBeVisible();
  await checkout.changeGuest.click();
  const right = newMailbox();
  await checkout.email.fill(right);
  await checkout.payWith(CARDS.pays, PRICE);
  await expect(reservation.confirmed).toBeVisible();
  await untilMailed({ email: right }, club.name);
  expect(await mailsTo({ email: wrong })).toHaveLength(0);
});

test('a stranger who has an account signs in at the checkout and pays as themselves', async ({
  page,
  player,
  home,
  results,
  checkout,
  reservation,
  signIn,
}) => {
  const club = await openClub();
  await chooseStart(home, results, club.city);
  await checkout.signIn.click();
  await expect(signIn.heading).toBeVisible();
  await signIn.withPassword(player.email, PASSWORD);
  await expect(page).toHaveURL(checkout.address);
  await checkout.payWith(CARDS.pays, PRICE);
  await expect(reservation.confirmed).toBeVisible();
  await reservation.openGames();
  await expect(reservation.game(club.name)).toBeVisible();
});

test('a stranger holds one court at a time, and finds it again at home @phone', async ({
  page,
  site,
  home,
  results,
  clubView,
  checkout,
}) => {
  const club = await openClub();
  await chooseStart(home, results, club.city);
  await expect(page).toHaveURL(checkout.address);
  await page.goto(`/${site.language}/clubs/${club.slug}?date=${inDays(2)}&duration=90&view=list`);
  await clubView.startsNamed('Pista 2', '11:30').first().click();
  await clubView.bookFor(PRICE).click();
  await expect(clubView.oneHoldOnly).toBeVisible();
  await expectAccessible(page);
  await home.open();
  await home.finish(club.name).click();
  await expect(page).toHaveURL(checkout.address);
  await checkout.dontPay.click();
  await expect(page).not.toHaveURL(checkout.address);
});

test('a stranger keeps a booking by a passkey, once the mailbox is theirs @phone', async ({
  page,
  site,
  checkout,
  reservation,
  signIn,
}) => {
  const club = await makeClub({ city: ownCity(), pricePerHourMinor: 0 });
  const court = await makeCourt({ clubId: club.id });
  await expect.poll(() => freeStarts(court.id, inDays(2))).toContain('10:00');
  await addAuthenticator(page);
  await page.goto(`/${site.language}/courts?city=${club.city}&date=${inDays(2)}&time=10:00&duration=90`);
  await page
    .getByRole('button', { name: /^10:00/ })
    .first()
    .click();
  const email = newMailbox();
  await checkout.name.fill('Ana Visita');
  await checkout.email.fill(email);
  await checkout.bookFree.click();
  await expect(reservation.confirmed).toBeVisible();
  await untilMailed({ email }, club.name);
  await reservation.keepByPasskey.click();
  await expect(reservation.kept(email)).toBeVisible();
  await expectAccessible(page);
  await attachPage(page, 'keep');
  await expect.poll(() => mailsTo({ email })).toHaveLength(2);
  const [signUp] = await mailsTo({ email });
  await page.goto(/https?:\/\/\S+\/sign-in\/link\S+/.exec(signUp?.text ?? '')?.[0] ?? '');
  await signIn.useLink.click();
  await expect(signIn.makePasskey).toBeVisible();
  await expectAccessible(page);
  await attachPage(page, 'passkey');
  await signIn.makePasskey.click();
  await expect(reservation.confirmed).toBeVisible();
  await expect(reservation.keep).toHaveCount(0);
  await signIn.leave('Ana Visita');
  await signIn.open();
  await signIn.byPasskey.click();
  await expect(signIn.menuOf('Ana Visita')).toBeVisible();
  await reservation.openGames();
  await expect(reservation.game(club.name)).toBeVisible();
});

async function attachPage(page: Page, name: string): Promise<void> {
  const body = await page.screenshot({ fullPage: true });
  await test.info().attach(name, { body, contentType: 'image/png' });
}

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a stranger books a court that costs nothing', async ({ page, site, checkout, reservation }) => {
    const city = ownCity();
    const club = await makeClub({ city, pricePerHourMinor: 0 });
    const court = await makeCourt({ clubId: club.id });
    await expect.poll(() => freeStarts(court.id, inDays(2))).toContain('10:00');
    await page.goto(`/${site.language}/courts?city=${city}&date=${inDays(2)}&time=10:00&duration=90`);
    await page
      .getByRole('button', { name: /^10:00/ })
      .first()
      .click();
    await checkout.name.fill('Ana Visita');
    const email = newMailbox();
    await checkout.email.fill(email);
    await checkout.bookFree.click();
    await expect(reservation.confirmed).toBeVisible();
    await untilMailed({ email }, club.name);
  });
});

test('a stranger pays their share alone, and the card that they typed carries the rest', async ({
  page,
  site,
  home,
  results,
  checkout,
  reservation,
}) => {
  const { t, euros } = site;
  const [club, share] = [await openClub(), PRICE / 4];
  await chooseStart(home, results, club.city);
  await checkout.whoPays.click();
  await checkout.share.click();
  await expect(checkout.pay(share)).toBeEnabled();
  await checkout.name.fill('Ana Visita');
  await checkout.email.fill(newMailbox());
  await checkout.payWith(CARDS.pays, share);
  await expect(reservation.confirmed).toBeVisible();
  const shares = page.getByRole('region', { name: t('sharing.title') });
  await expect(shares).toContainText(t('sharing.paidOf', { paid: 1, shares: 4 }));
  await expect(shares).toContainText(euros(3 * share));
});
