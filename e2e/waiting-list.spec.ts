import { cancelReservation } from '@/lib/cancellations/cancel-reservation';
import { makeUser, personContext } from '@/test/factories';
import { zoneAtNoon } from '@/test/zone-at-noon';
import {
  expectAccessible,
  expectAccessibleInBothThemes,
  expectLabelsInNames,
  expectNoSidewaysScroll,
} from './accessibility';
import { expect, test } from './fixtures';
import { CARDS } from './pages/checkout';
import { clubPage } from './pages/club';
import { reservationPage } from './pages/reservation';
import { resultsPage } from './pages/results';
import { startSecondServer } from './second-server';
import { siteAt, siteIn, untilScripted } from './site';
import { book, hold, inDays, openClub, ownCity, untilMailed, untilStatus, WITHIN_A_SWEEP } from './world';

const PRICE = 4500;
const date = inDays(2);
const startTime = '18:00';
/** Where it is no hour of the night, in which nobody is offered a court. */
const IN_TURN = { waitingList: 'in_turn', gapRule: false, timeZone: zoneAtNoon() } as const;

test('two wait for a court: it is held for the first, who lets it go, and then for the second, who pays @phone', async ({
  page,
  site,
  player,
  results,
  reservation,
  checkout,
  browserOf,
}) => {
  test.slow();
  const { t } = site;
  const club = await openClub(ownCity(), IN_TURN);
  const [booker, first] = [await makeUser(), await makeUser({ locale: site.language })];
  const booked = await book(booker, { courtId: club.courts[0].id, date, startTime });
  await hold(await makeUser(), { courtId: club.courts[1].id, date, startTime });
  const search = { city: club.city, date, time: startTime, duration: '90' };

  const firstSite = siteIn(await (await browserOf(first)).newPage(), site.language);
  const [firstResults, firstGames] = [resultsPage(firstSite), reservationPage(firstSite)];
  await firstResults.open(search);
  await firstResults.joinList.click();
  await expect(firstResults.leaveList).toBeVisible();
  await results.open(search);
  await expectAccessibleInBothThemes(page);
  await results.joinList.click();
  await expect(page.getByRole('status').filter({ hasText: player.email })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await reservation.openGames();
  await expect(reservation.alerts).toContainText(t('alert.place', { place: 2 }));
  await expectAccessibleInBothThemes(page);

  await cancelReservation(personContext(booker), { reservationId: booked.id });
  await untilMailed(first, site.language === 'es' ? 'Te toca' : 'Your turn');
  await firstGames.openGames();
  await expect(firstGames.turn).toContainText(club.name);
  await expectAccessibleInBothThemes(firstSite.page);
  await expectLabelsInNames(firstSite.page);
  await expectNoSidewaysScroll(firstSite.page);
  await untilScripted(firstGames.letGo);
  await firstGames.letGo.click();
  await expect(firstGames.turn).toBeHidden();

  await untilMailed(player, site.language === 'es' ? 'Te toca' : 'Your turn');
  await reservation.openGames();
  await expect(reservation.turn).toContainText(club.name);
  await reservation.take.click();
  await expect(page).toHaveURL(checkout.address);
  await expect(checkout.timeLeft).toHaveText(/^1[0-4]:\d\d$/);
  await expect(page.getByText(t('checkout.dontTake'))).toBeVisible();
  // The card form keeps the theme in which it was opened.
  await expectAccessible(page);
  const [, reservationId = ''] = checkout.address.exec(page.url()) ?? [];
  await checkout.payWith(CARDS.pays, PRICE);
  await expect(reservation.confirmed).toBeVisible(WITHIN_A_SWEEP);
  await untilStatus(reservationId, 'confirmed');
  await reservation.openGames();
  await expect(reservation.turn).toBeHidden();
  await expect(reservation.alerts).toContainText(t('alert.none'));
});

test.describe('while the server of both dies', () => {
  test.use({ expectedErrors: [/ERR_CONNECTION_REFUSED/, /WebSocket connection to/, /Failed to fetch/] });

  test('the offer of the first outlives it, and is answered by the next server @phone', async ({
    page,
    site: { language },
    browserOf,
  }) => {
    test.slow();
    const server = await startSecondServer();
    try {
      const club = await openClub(ownCity(), IN_TURN);
      const [booker, first] = [await makeUser(), await makeUser({ locale: language })];
      const booked = await book(booker, { courtId: club.courts[0].id, date, startTime });
      await hold(await makeUser(), { courtId: club.courts[1].id, date, startTime });
      const search = { city: club.city, date, time: startTime, duration: '90' };
      const browserOfFirst = await browserOf(first);
      for (const browser of [browserOfFirst, page.context()]) await server.admit(browser);
      const firstSite = siteAt(await browserOfFirst.newPage(), language, server.url);
      const firstClub = clubPage(firstSite);
      await firstClub.open(club.slug, date);
      await firstClub.waitBetween('17:30', '18:30');
      await expect(firstClub.isWaiting).toBeVisible();
      await expectAccessibleInBothThemes(firstSite.page);
      await expectNoSidewaysScroll(firstSite.page);
      const secondSite = siteAt(page, language, server.url);
      const secondResults = resultsPage(secondSite);
      await secondResults.open(search);
      await secondResults.joinList.click();
      await expect(secondResults.leaveList).toBeVisible();
      const [firstGames, secondGames] = [reservationPage(firstSite), reservationPage(secondSite)];

      await cancelReservation(personContext(booker), { reservationId: booked.id });
      await untilMailed(first, language === 'es' ? 'Te toca' : 'Your turn');
      await firstGames.openGames();
      await expect(firstGames.turn).toContainText(club.name);
      await server.kill();
      await expect(firstGames.openGames()).rejects.toThrow('ERR_CONNECTION_REFUSED');
      await server.restart();

      await firstGames.openGames();
      await expect(firstGames.turn).toContainText(club.name);
      await secondGames.openGames();
      await expect(secondGames.turn).toBeHidden();
      await untilScripted(firstGames.letGo);
      await firstGames.letGo.click();
      await expect(firstGames.turn).toBeHidden();
    } finally {
      await server.close();
    }
  });
});
