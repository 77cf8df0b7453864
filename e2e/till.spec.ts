import { makeDue, makeReservation, makeStaff, makeUser } from '@/test/factories';
import { signedToken } from '@/lib/auth/signed-token';
import { expectAccessible } from './accessibility';
import { expect, test } from './fixtures';
import { CARDS } from './pages/checkout';
import { inDays, type OwnClub } from './world';

/** A booking of 45 € by this player, for which nobody has paid. */
async function owedBy(name: string, { courts: [court] }: OwnClub, startTime: string) {
  const { id: userId } = await makeUser({ name });
  const startsAt = new Date(`${inDays(2)}T${startTime}:00Z`);
  return makeDue(await makeReservation({ courtId: court.id, startsAt, userId }));
}

for (const [locale, colorScheme] of [
  ['es-ES', 'light'],
  ['en-GB', 'dark'],
] as const) {
  test.describe(`${locale}, ${colorScheme}`, () => {
    test.use({ locale, colorScheme });

    test('a desk opens the till, takes cash and a slip, and closes it to the cent', async ({
      page,
      site,
      player: desk,
      signInAsStaff,
      club,
      till,
    }) => {
      test.slow();
      await makeStaff(desk.id, club.id, 'desk');
      await owedBy('Marta Gil', club, '10:00');
      await owedBy('Luis Mora', club, '12:00');
      await signInAsStaff(desk);
      await till.open(club.slug);
      await expect(page.getByRole('heading', { name: site.t('till.closedTitle') })).toBeVisible();
      await expectAccessible(page);
      await till.openWith('150.00');
      await expectAccessible(page);

      await till.take('Marta Gil', 'cash', '20.00');
      await till.done('paid');
      await till.take('Marta Gil', 'card_terminal', '25.00', '0042');
      await till.done('paid');
      await expect(page.getByRole('listitem').filter({ hasText: 'Marta Gil' })).toHaveCount(0);

      await page.getByText(site.t('till.cash'), { exact: true }).click();
      const cash = page.getByRole('group').filter({ hasText: site.t('till.direction') });
      await cash.getByLabel(site.t('till.direction')).selectOption('cash_out');
      await cash.getByLabel(site.t('till.amount')).fill(till.typed('5.00'));
      await cash.getByLabel(site.t('till.why')).fill('Pelotas');
      await cash.getByRole('button', { name: site.t('till.enter') }).click();
      await till.done('added');
      const rows = page.getByRole('region', { name: site.t('till.entries') }).getByRole('row');
      await expect(rows.filter({ hasText: '0042' })).toContainText(site.euros(2500));
      await expectAccessible(page);

      const { count } = till;
      await count.getByLabel(site.shortEuros(5000), { exact: true }).fill('3');
      await count.getByLabel(site.shortEuros(500), { exact: true }).fill('2');
      await expect(count.getByText(site.euros(-500))).toBeVisible();
      await count.getByLabel(site.shortEuros(500), { exact: true }).fill('3');
      await expect(count.getByLabel(site.t('till.counted'))).toHaveValue(till.typed('165.00'));
      await count.getByRole('button', { name: site.t('till.close') }).click();
      await till.done('closed');
      await expect(page.getByText(site.t('till.differenceIs', { sum: site.euros(0) }))).toBeVisible();
      await expectAccessible(page);
    });

    test('a manager waives one due, and takes back an entry, which is owed again', async ({
      page,
      site,
      player: manager,
      signInAsStaff,
      club,
      till,
    }) => {
      await makeStaff(manager.id, club.id, 'manager');
      await owedBy('Marta Gil', club, '10:00');
      await owedBy('Luis Mora', club, '12:00');
      await signInAsStaff(manager);
      await till.open(club.slug);
      await till.take('Luis Mora', 'bizum', '45.00');
      await till.done('paid');
      const entry = page.getByRole('row').filter({ hasText: 'Luis Mora' });
      await entry.getByText(site.t('till.reverse'), { exact: true }).click();
      await entry.getByLabel(site.t('till.reverseWhy')).fill('Era otra reserva');
      await entry.getByRole('button', { name: site.t('till.reverseDo') }).click();
      await till.done('reversed');
      await expect(page.getByText(site.t('till.correctionOf', { why: 'Era otra reserva' }))).toBeVisible();

      const row = await till.dueOf('Luis Mora', 'letGo');
      await row.getByLabel(site.t('till.waiveWhy')).fill('Llovió');
      await expectAccessible(page);
      await row.getByRole('button', { name: site.t('till.waive', { sum: site.euros(4500) }) }).click();
      await till.done('waived');
      await expect(page.getByRole('listitem').filter({ hasText: 'Luis Mora' })).toHaveCount(0);
    });
  });
}

test('a desk opens and closes the till by keys, and reads its reports', async ({
  page,
  site,
  player: desk,
  signInAsStaff,
  club,
  till,
}) => {
  test.slow();
  await makeStaff(desk.id, club.id, 'desk');
  await owedBy('Marta Gil', club, '10:00');
  await signInAsStaff(desk);
  await till.open(club.slug);
  await expect(async () => {
    await page.keyboard.press('o');
    await expect(page.getByLabel(site.t('till.float'))).toBeFocused();
  }).toPass();
  await page.keyboard.type(till.typed('100.00'));
  await page.keyboard.press('Enter');
  await till.done('opened');
  await till.take('Marta Gil', 'cash', '45.00');
  await till.done('paid');

  await page.getByRole('link', { name: site.t('till.reportXOnly') }).click();
  await expect(
    page.getByRole('heading', { name: site.t('till.reportX', { name: 'caja' }), level: 1 }),
  ).toBeVisible();
  const drawer = page.getByRole('region', { name: site.t('till.cashOfShift') });
  await expect(drawer).toContainText(site.euros(14_500));
  await page.getByRole('button', { name: site.t('till.download') }).click();
  const file = page.getByRole('link', { name: site.t('till.downloadFile') });
  await expect(file).toHaveAttribute('href', /\/till\/shifts\/[0-9a-f-]+\/report\.csv$/);
  await page.goBack();

  await expect(async () => {
    await page.keyboard.press('Shift+C');
    await expect(page.getByLabel(site.shortEuros(20_000), { exact: true })).toBeFocused();
  }).toPass();
  await till.closeWith('144.00');
  await page.getByRole('link', { name: site.t('till.seeReport') }).click();
  await expect(
    page.getByRole('heading', { name: site.t('till.reportZ', { name: 'caja' }), level: 1 }),
  ).toBeVisible();
  await expect(drawer).toContainText(site.euros(-100));
});

test('a desk asks all who owe by links, after a look at whom they reach, and once', async ({
  page,
  site,
  player: desk,
  signInAsStaff,
  club,
  till,
}) => {
  await makeStaff(desk.id, club.id, 'desk');
  await owedBy('Marta Gil', club, '10:00');
  await owedBy('Luis Mora', club, '12:00');
  await signInAsStaff(desk);
  await till.open(club.slug);
  await page.getByRole('link', { name: site.t('till.askAll') }).click();
  await expect(
    page.getByRole('region', { name: site.t('till.linksEmail') }).getByRole('listitem'),
  ).toHaveCount(2);
  await page.getByRole('button', { name: site.t('till.linksSend', { count: 2 }) }).click();
  await till.done('askedAll');
  await page.getByRole('link', { name: site.t('till.askAll') }).click();
  await expect(page.getByText(site.t('till.linksNone'))).toBeVisible();
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the till is opened, paid into and closed all the same, and says what is wrong', async ({
    page,
    site,
    player: desk,
    signInAsStaff,
    club,
    till,
  }) => {
    await makeStaff(desk.id, club.id, 'desk');
    await owedBy('Marta Gil', club, '10:00');
    await signInAsStaff(desk);
    await till.open(club.slug);
    await till.openWith('100.00');
    await till.take('Marta Gil', 'cash', '45.01');
    await expect(page.getByText(site.t('till.payConflict'))).toBeVisible();
    await till.open(club.slug);
    await till.take('Marta Gil', 'cash', '45.00');
    await till.done('paid');
    await till.closeWith('143.00');
    await expect(page.getByText(site.t('till.differenceIs', { sum: site.euros(-200) }))).toBeVisible();
  });
});

test.describe('whoever has the link', () => {
  test.use({ signedIn: false });

  test('pays what is owed, and reads then that nothing is', async ({ page, site, club, checkout }) => {
    const due = await owedBy('Marta Gil', club, '10:00');
    const sum = site.euros(4500);
    await site.open(`/pay/${signedToken('payment-link', due.id)}`);
    await expect(
      page.getByRole('heading', { name: site.t('payLink.heading', { sum, club: club.name }) }),
    ).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: site.t('payLink.ask', { sum }) }).click();
    await checkout.payWith(CARDS.pays, 4500);
    await expect(page.getByRole('heading', { name: site.t('payLink.settledHeading') })).toBeVisible();
    await expectAccessible(page);
  });
});

test('a player pays from the booking what is owed for it, and finds it on the receipt', async ({
  page,
  site,
  player,
  club,
  checkout,
  reservation,
}) => {
  const startsAt = new Date(`${inDays(2)}T10:00:00Z`);
  const booking = await makeReservation({ courtId: club.courts[0].id, startsAt, userId: player.id });
  await makeDue(booking);
  await reservation.open(booking.id);
  await expect(page.getByText(site.t('reservation.dueOwn', { amount: site.euros(4500) }))).toBeVisible();
  await expectAccessible(page);
  await reservation.payNow.click();
  await page.getByRole('button', { name: site.t('payLink.ask', { sum: site.euros(4500) }) }).click();
  await checkout.payWith(CARDS.pays, 4500);
  await expect(page.getByRole('heading', { name: site.t('payLink.settledHeading') })).toBeVisible();
  await reservation.open(booking.id);
  await expect(reservation.receipt).toContainText(site.euros(4500));
  await expect(reservation.payNow).toHaveCount(0);
});
