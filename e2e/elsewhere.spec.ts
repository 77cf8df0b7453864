import { expect, test } from './fixtures';
import { book, untilMailed } from './world';

for (const [timezoneId, told] of [
  ['America/New_York', true],
  ['Europe/Madrid', false],
] as const) {
  test.describe(`a reader in ${timezoneId}`, () => {
    test.use({ timezoneId });

    test(`is ${told ? '' : 'not '}told whose clock the receipt and the messages go by`, async ({
      site,
      player,
      club,
      reservation,
    }) => {
      const zone = site.t('common.zone', { city: 'Toledo' });
      const { id } = await book(player, { courtId: club.courts[0].id });
      await untilMailed(player, club.name);
      await reservation.open(id);
      for (const part of [reservation.receipt, reservation.messages]) {
        await expect(part).toContainText(/\d\d:\d\d/);
        if (told) await expect(part).toContainText(zone);
        else await expect(part).not.toContainText(zone);
      }
    });
  });
}
