import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { notices } from '@/db/schema';
import { expect, test } from './fixtures';
import { book, WITHIN_A_SWEEP } from './world';

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
      const zone = site.t('common.zone', { city: club.city });
      const { id } = await book(player, { courtId: club.courts[0].id });
      const stored = () => db().select().from(notices).where(eq(notices.reservationId, id));
      await expect
        .poll(async () => (await stored()).map(({ status }) => status), WITHIN_A_SWEEP)
        .toEqual(['delivered']);
      await reservation.open(id);
      for (const part of [reservation.receipt, reservation.messages]) {
        await expect(part).toContainText(/\d\d:\d\d/);
        if (told) await expect(part).toContainText(zone);
        else await expect(part).not.toContainText(zone);
      }
    });
  });
}
