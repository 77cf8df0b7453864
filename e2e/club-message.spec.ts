import { makeCustomer, makeReservation, makeStaff } from '@/test/factories';
import { messagesTo } from '@/test/inbox';
import { expectAccessible } from './accessibility';
import { sandbox } from './environment';
import { expect, test } from './fixtures';
import { inDays, type OwnClub } from './world';

/** A booking of this customer in two days. */
const bookedBy = (customerId: string, { courts: [court] }: OwnClub, startTime: string) =>
  makeReservation({
    courtId: court.id,
    userId: null,
    customerId,
    startsAt: new Date(`${inDays(2)}T${startTime}:00Z`),
  });

for (const [locale, colorScheme] of [
  ['es-ES', 'light'],
  ['en-GB', 'dark'],
] as const) {
  test.describe(`${locale}, ${colorScheme}`, () => {
    test.use({ locale, colorScheme });

    test('a desk writes to the takers of two bookings, after a look at whom it reaches', async ({
      page,
      site,
      player: desk,
      signInAsStaff,
      club,
    }) => {
      await makeStaff(desk.id, club.id, 'desk');
      const email = `${crypto.randomUUID()}@example.com`;
      const ana = await makeCustomer(club.id, { name: 'Ana Ruiz', email, phone: null });
      const eva = await makeCustomer(club.id, { name: 'Eva Sola', email: null, phone: null });
      await bookedBy(ana.id, club, '10:00');
      await bookedBy(eva.id, club, '12:00');
      await signInAsStaff(desk);
      await site.open(`/admin/${club.slug}/bookings`);
      for (const { name } of [ana, eva])
        await page.getByRole('checkbox', { name: site.t('bookings.choose', { name: name ?? '' }) }).check();
      await page.getByRole('button', { name: site.t('bookings.messageChosen') }).click();
      await expect(page.getByRole('heading', { name: site.t('clubMessage.title'), level: 1 })).toBeVisible();
      await expect(page.getByRole('row').filter({ hasText: 'Ana Ruiz' })).toContainText(
        site.t('clubMessage.way_email'),
      );
      await expect(page.getByRole('row').filter({ hasText: 'Eva Sola' })).toContainText(
        site.t('clubMessage.way_unreachable'),
      );
      await expectAccessible(page);
      await page
        .getByRole('textbox', { name: site.t('clubMessage.text') })
        .fill('La pista 1 se cierra a las 22:00.');
      await page.getByRole('button', { name: site.t('clubMessage.send') }).click();
      await expect(page.getByText(site.t('clubMessage.sent'))).toBeVisible();
      await expect.poll(async () => (await messagesTo(sandbox(), email)).length).toBe(1);
      const [mail] = await messagesTo(sandbox(), email);
      expect(mail?.text).toContain('La pista 1 se cierra a las 22:00.');
      await expectAccessible(page);
    });
  });
}

test('people are chosen in their list, and one with a number alone is told how long a text may be', async ({
  page,
  site,
  player: desk,
  signInAsStaff,
  club,
}) => {
  await makeStaff(desk.id, club.id, 'desk');
  const luis = await makeCustomer(club.id, { name: 'Luis Mora', email: null, phone: '+34600700834' });
  await signInAsStaff(desk);
  await site.open(`/admin/${club.slug}/people`);
  await page.getByRole('checkbox', { name: site.t('people.choose', { name: luis.name ?? '' }) }).check();
  await page.getByRole('button', { name: site.t('bookings.messageChosen') }).click();
  const text = page.getByRole('textbox', { name: site.t('clubMessage.text') });
  await text.fill('Sí, llueve. '.repeat(30));
  await page.getByRole('button', { name: site.t('clubMessage.send') }).click();
  await expect(page.getByText(site.t('clubMessage.tooLong'))).toBeVisible();
  await text.fill('Llueve: la pista 1 se cierra.');
  await page.getByRole('button', { name: site.t('clubMessage.send') }).click();
  await expect(page.getByText(site.t('clubMessage.sent'))).toBeVisible();
  await expect.poll(async () => (await messagesTo(sandbox(), '+34600700834')).length).toBe(1);
});
