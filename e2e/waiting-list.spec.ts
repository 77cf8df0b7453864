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
import { reservationPage } from './pages/reservation';
import { resultsPage } from './pages/results';
import { siteIn, untilScripted } from './site';
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
