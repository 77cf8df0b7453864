import type { Page } from '@playwright/test';
import { signedToken } from '@/lib/auth/signed-token';
import {
  makeCustomer,
  makeDue,
  makeInvitation,
  makeInvitedPlayer,
  makeReservation,
  makeStaff,
  makeTillEntry,
  makeTillShift,
  makeUser,
  type User,
} from '@/test/factories';
import { expectAccessible, expectNoSidewaysScroll } from './accessibility';
import { codeOf } from './enrol';
import { expect, PASSWORD, test } from './fixtures';
import type { Site } from './site';
import { book, hold, inDays, lapse, type OwnClub } from './world';

// A missing page logs its 404 on the console too.
test.use({ expectedErrors: [/status of 404/] });

// Every page in both languages and themes, without journeys, which run in one of each.
for (const [locale, colorScheme] of [
  ['es-ES', 'light'],
  ['en-GB', 'dark'],
] as const) {
  test.describe(`${locale}, ${colorScheme}`, () => {
    test.use({ locale, colorScheme });

    test('every page of players can be used by everybody, and at 320 pixels none scrolls sideways', async ({
      site,
      player,
      club,
    }) => {
      test.slow();
      for (const path of await playersPages(player, club)) {
        await visit(site, path);
        await expectAccessible(site.page);
        await expectNarrow(site.page);
      }
    });

    const STAFF_PAGES = { 'day at the desk': staffPages, 'set-up': setUpPages };
    for (const [what, pagesOf] of Object.entries(STAFF_PAGES)) {
      test(`every page of a club’s ${what} can be used by everybody, and at 320 pixels none scrolls sideways`, async ({
        site,
        player,
        club,
        signInAsStaff,
      }) => {
        await makeStaff(player.id, club.id, 'owner');
        await signInAsStaff(player);
        for (const path of await pagesOf(club)) {
          await visit(site, path);
          await expectAccessible(site.page);
          await expectNarrow(site.page);
        }
      });
    }

    test.describe('of an operator', () => {
      test.use({ operator: true });

      test('every page of operators can be used by everybody, and at 320 pixels none scrolls sideways', async ({
        site,
      }) => {
        for (const path of OPERATORS_PAGES) {
          await visit(site, path);
          await expectAccessible(site.page);
          await expectNarrow(site.page);
        }
      });
    });

    test.describe('of a second factor', () => {
      test.use({ operator: 'bare' });

      test('every page that sets one up or asks for it can be used by everybody', async ({
        context,
        site,
        player,
        signIn,
        secondFactor,
      }) => {
        await site.open('/second-factor');
        await expectAccessible(site.page);
        await secondFactor.begin.click();
        await expect(secondFactor.qr).toBeVisible();
        await expectAccessible(site.page);
        await secondFactor.code.fill(
          codeOf(((await secondFactor.key.textContent()) ?? '').replaceAll(' ', '')),
        );
        await secondFactor.confirm.click();
        await expect(secondFactor.recoveryCodes).toHaveCount(10);
        await expectAccessible(site.page);
        await secondFactor.goOn.click();
        await expect(secondFactor.remove).toBeVisible();
        await expectAccessible(site.page);
        await context.clearCookies();
        await signIn.open();
        await signIn.withPassword(player.email, PASSWORD);
        await expect(secondFactor.signInCode).toBeVisible();
        await expectAccessible(site.page);
        await secondFactor.signInCode.fill('000000');
        await secondFactor.signIn.click();
        await expect(secondFactor.signInWrong).toBeVisible();
        await expectAccessible(site.page);
      });
    });

    test.describe('of a session of hours', () => {
      test.use({ signedInAt: Math.floor(Date.now() / 1000) - 45 * 60 });

      test('the question for the password can be answered by everybody', async ({
        site,
        account,
        secondFactor,
      }) => {
        await account.open();
        await account.createToken('Mi robot', 'tokenRead');
        await expect(secondFactor.stepUp).toBeVisible();
        await expect(secondFactor.stepUpPassword).toBeFocused();
        await expectAccessible(site.page);
      });
    });
  });
}

/** The path of each page of staff, one of them with a booking beside it that owes and is paid in part. */
async function staffPages({ id, slug, courts: [court] }: OwnClub): Promise<string[]> {
  const [ana, bea] = [
    await makeCustomer(id, { name: `Ana ${LONG_NAME}` }),
    await makeCustomer(id, { name: 'Bea' }),
  ];
  await makeReservation({ courtId: court.id, userId: null, customerId: ana.id });
  const booking = await makeReservation({ courtId: court.id });
  await makeDue(booking, { amountMinor: 2500 });
  const { id: takenBy } = await makeUser({ name: LONG_NAME });
  const shift = await makeTillShift(id, takenBy);
  await makeTillEntry(booking, { amountMinor: 2000, takenBy, shiftId: shift.id });
  const pages = [
    'planner',
    'planner?view=day',
    'planner?view=list',
    'planner/shift',
    'people',
    'people?q=nobody',
    `people/${ana.id}`,
    'people?segment=owing',
    'people?segment=alike&q=ana',
    `people/${ana.id}/merge`,
    `people/${ana.id}/merge?into=${bea.id}`,
    'till',
    'till/links',
    'till/shifts',
    `till/shifts/${shift.id}`,
    'team',
    'bookings',
    `bookings?booking=${booking.id}&q=ana`,
    'bookings?from=2020-01-01&to=2019-01-01',
    `bookings/cancel?id=${booking.id}`,
    'bookings/cancel',
    `bookings/links?id=${booking.id}`,
    `bookings/message?id=${booking.id}`,
    'bookings/message',
    `people/message?id=${ana.id}&id=${bea.id}`,
    'people/message',
    'courts',
    'activity',
    'find?q=pista',
    'find?q=nadie',
  ];
  return pages.map((page) => `/admin/${slug}/${page}`);
}

/** The pages on which a club sets itself up. */
function setUpPages({ slug, courts: [court] }: OwnClub): string[] {
  const pages = [
    'hours',
    'hours?region=ES-MD&year=2027',
    'extras',
    'members',
    'photos',
    'prices',
    'prices?view=list&rule=1',
    'prices?time=18:30',
    'keys',
    'leave',
    'set-up',
    'settings',
    'settings/policy',
    'series',
    `series?kind=block&court=${court.id}&weekday=1&every=1&start=10:00&length=60&from=${inDays(1)}&until=${inDays(30)}&who=&title=`,
  ];
  return pages.map((page) => `/admin/${slug}/${page}`);
}

/** A name of seven words, as registers have them. */
const LONG_NAME = 'María del Rosario Fernández de Córdoba Valenzuela';

const OPERATORS_PAGES = ['/ops', '/ops/find?q=padel', '/ops/clubs', '/ops/services', '/ops/events'];

/** The path of each page, and of each state that changes a page, without its language. */
async function playersPages(player: User, { slug, courts }: OwnClub): Promise<string[]> {
  const [date, day] = [inDays(1), inDays(2)];
  const [{ id: courtId }, second] = courts;
  const held = await hold(player, { courtId, date: day, startTime: '08:00' });
  const lapsed = await hold(player, { courtId, date: day, startTime: '12:30' });
  const booked = await book(player, { courtId, date: day, startTime: '17:00' });
  await lapse(lapsed.id);
  const owed = await makeReservation({ courtId: second.id, userId: null });
  return [
    '',
    '/for-clubs',
    '/for-clubs?done=asked',
    `/courts?city=Madrid&date=${date}&time=10:00&duration=90`,
    '/courts?city=Atlantis&duration=90',
    `/courts?city=Madrid&date=${date}&view=map`,
    `/clubs/${slug}?date=${day}&duration=90`,
    `/clubs/${slug}?date=${day}&duration=90&map=open`,
    `/clubs/${slug}?date=${day}&duration=90&view=list`,
    `/clubs/${slug}?date=${day}&duration=90&time=10:00&court=${second.id}`,
    `/clubs/${slug}?date=${day}&duration=90&time=17:00&court=${courtId}`,
    '/sign-in?callbackUrl=/',
    '/sign-up',
    '/sign-in/link',
    `/sign-in/link?email=${player.email}&token=${'0'.repeat(64)}`,
    `/checkout/${held.id}`,
    `/checkout/${held.id}/return`,
    `/checkout/${lapsed.id}`,
    `/reservations/${held.id}`,
    `/reservations/${booked.id}`,
    `/reservations/${booked.id}/move?date=${day}&time=18:30&court=${courtId}`,
    '/reservations',
    '/account',
    `/invitations/${(await makeInvitation({ email: player.email })).token}`,
    `/invitations/${(await makeInvitation()).token}`,
    `/pay/${signedToken('payment-link', (await makeDue(owed)).id)}`,
    `/pay/${signedToken('payment-link', (await makeDue(owed, { settledAt: new Date() })).id)}`,
    `/game/${(await makeInvitedPlayer()).token}`,
    `/mail-choices/${signedToken('mail-choice', (await makeInvitedPlayer()).noticeId)}`,
    '/nowhere',
  ];
}

/** Foldable parts are opened. */
async function visit({ page, open, t }: Site, path: string): Promise<void> {
  await open(path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  if (path.startsWith('/checkout/') && !path.endsWith('/return')) {
    await expect(page.getByText(t('checkout.loading')).first()).toBeHidden();
  }
  await page.evaluate(() => {
    for (const folded of document.querySelectorAll('main details')) folded.setAttribute('open', '');
  });
}

/** As on the smallest phone, and then wide again. */
async function expectNarrow(page: Page): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  await expectNoSidewaysScroll(page);
  if (size) await page.setViewportSize(size);
}
