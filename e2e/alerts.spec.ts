import { makeUser } from '@/test/factories';
import { expect, test } from './fixtures';
import { hold, inDays, type OwnClub, openClub } from './world';

const date = inDays(2);
const TIMES = ['10:00', '17:00'];

/** A city of its own, whose only club is full at those times. */
const ownCity = test.extend<{ full: OwnClub }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from here
  full: async ({}, use) => {
    const club = await openClub();
    for (const startTime of TIMES) {
      for (const { id } of club.courts) await hold(await makeUser(), { courtId: id, date, startTime });
    }
    await use(club);
  },
});

ownCity.use({ timezoneId: 'America/New_York' });

ownCity(
  'who waits for a court is told whose clock it is by; taking an alert back is said, and the keyboard keeps its place',
  async ({ page, site, full: { city }, results, reservation }) => {
    const zone = site.t('common.zone', { city });
    for (const time of TIMES) {
      await results.open({ city, date, time, duration: '90' });
      await results.askAlert.click();
      await expect(results.stopAlert).toBeFocused();
      await expect(page.getByRole('status').filter({ hasText: zone })).toBeVisible();
    }
    await results.stopAlert.press('Enter');
    await expect(results.alertStopped).toBeVisible();
    await expect(results.askAlert).toBeFocused();
    await results.askAlert.press('Enter');
    await expect(results.alertStopped).toBeHidden();
    await expect(results.stopAlert).toBeFocused();

    await reservation.openGames();
    await expect(reservation.alerts).toContainText(zone);
    for (const left of [1, 0]) {
      await reservation.stopAlerts.first().press('Enter');
      await expect(reservation.alertStopped(left)).toBeAttached();
      await expect(reservation.alerts.getByRole('list')).toBeFocused();
    }
    await expect(reservation.alerts).toContainText(site.t('alert.none'));
  },
);
