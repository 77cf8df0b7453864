import { db } from '@/db';
import { participants, refunds } from '@/db/schema';
import { bookingCode } from '@/lib/core/booking-code';
import { MINUTE_MS } from '@/lib/core/time';
import {
  makeCustomer,
  makeDue,
  makePayment,
  makeReservation,
  makeStaff,
  type Reservation,
  type User,
} from '@/test/factories';
import { expectAccessible } from './accessibility';
import { expect, test } from './fixtures';
import { untilScripted } from './site';
import { inDays, type OwnClub } from './world';

/** A booking by phone of somebody without an account, who owes it. */
async function bookByPhone({ id: clubId, courts }: OwnClub, name: string, hour = '10'): Promise<Reservation> {
  const { id: customerId } = await makeCustomer(clubId, { name, phone: '+34622914508' });
  const booking = await makeReservation({
    courtId: courts[0].id,
    startsAt: new Date(`${inDays(2)}T${hour}:00:00Z`),
    userId: null,
    customerId,
    channel: 'phone',
  });
  await makeDue(booking);
  return booking;
}

type Hired = { player: User; club: OwnClub; signInAsStaff: (user: User) => Promise<void> };

async function beStaff({ player, club, signInAsStaff }: Hired, role: 'desk' | 'manager' = 'desk') {
  await makeStaff(player.id, club.id, role);
  await signInAsStaff(player);
}

test.describe('of a booking', () => {
  test('the panel lies beside the list, and Escape leads back to where it was opened', async ({
    page,
    site,
    player,
    club,
    signInAsStaff,
  }) => {
    const { id } = await bookByPhone(club, 'Teresa Lobo');
    await bookByPhone(club, 'Pablo Ortiz', '14');
    await beStaff({ player, club, signInAsStaff });
    await site.open(`/admin/${club.slug}/bookings`);
    const opener = page.getByRole('link', { name: 'Teresa Lobo' });
    await untilScripted(opener);
    await opener.click();
    const panel = page.getByRole('complementary', { name: 'Teresa Lobo' });
    await expect(panel).toBeFocused();
    await expect(panel).toContainText(bookingCode(id));
    await expect(page).toHaveURL(new RegExp(`booking=${id}`));
    await page.keyboard.press('4');
    await expect(panel.getByRole('heading', { name: site.t('panel.history') })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
    await expect(opener).toBeFocused();

    await page.getByRole('link', { name: 'Pablo Ortiz' }).click();
    await page
      .getByRole('complementary')
      .getByRole('link', { name: site.t('panel.close') })
      .click();
    await expect(page.getByRole('complementary')).toHaveCount(0);
    await expect(page).toHaveURL(/\/bookings$/);
  });

  test('a manager cancels it at the figures that the button tells', async ({
    page,
    site,
    player,
    club,
    signInAsStaff,
  }) => {
    const booking = await makeReservation({
      courtId: club.courts[0].id,
      startsAt: new Date(`${inDays(3)}T10:00:00Z`),
    });
    await makePayment(booking);
    await beStaff({ player, club, signInAsStaff }, 'manager');
    await site.open(`/admin/${club.slug}/bookings?booking=${booking.id}`);
    const panel = page.getByRole('complementary');
    await panel.getByText(site.t('panel.cancel'), { exact: true }).click();
    const amount = site.euros(4500);
    await panel
      .getByRole('button', { name: site.t('panel.cancelAndGiveBack', { amount }) })
      .first()
      .click();
    await expect(panel.getByText(site.t('status.cancelled'), { exact: true })).toBeVisible();
    await expect(panel.getByText(site.t('told.reservation.cancelled'))).toBeVisible();
    await expectAccessible(page);

    await page.getByRole('button', { name: site.t('board.undo'), exact: true }).click();
    await expect(panel.getByText(site.t('status.confirmed'), { exact: true })).toBeVisible();
    await expect(page.getByText(site.t('board.untold'))).toHaveCount(0);
  });

  test('reception names it, locks it, gives it to somebody else, and checks a player in', async ({
    page,
    site,
    player,
    club,
    signInAsStaff,
  }) => {
    const { id: customerId } = await makeCustomer(club.id, { name: 'Teresa Lobo' });
    await makeCustomer(club.id, { name: 'Pablo Ortiz' });
    const { id: reservationId } = await makeReservation({
      courtId: club.courts[0].id,
      startsAt: new Date(Date.now() + 10 * MINUTE_MS),
      userId: null,
      customerId,
      channel: 'phone',
    });
    await db().insert(participants).values({ reservationId, position: 0, name: 'Eva Sanz' });
    await beStaff({ player, club, signInAsStaff });
    await site.open(`/admin/${club.slug}/bookings?booking=${reservationId}`);
    const panel = page.getByRole('complementary');
    const arrived = panel.getByRole('button', { name: site.t('panel.playerArrived', { name: 'Eva Sanz' }) });
    await untilScripted(arrived);
    await arrived.click();
    await expect(arrived).toHaveAttribute('aria-pressed', 'true');
    await panel.getByText(site.t('panel.customer')).click();
    await panel.getByRole('combobox').fill('pablo');
    await panel.getByRole('option', { name: 'Pablo Ortiz' }).click();
    await panel.getByRole('button', { name: site.t('panel.customerDo') }).click();
    await expect(panel.getByRole('heading', { name: 'Pablo Ortiz' })).toBeVisible();
    await panel.getByLabel(site.t('panel.title')).fill('Liga de los martes');
    await panel.getByRole('button', { name: site.t('panel.detailsDo') }).click();
    await expect(panel.getByRole('heading', { name: 'Liga de los martes' })).toBeVisible();
    await panel.getByRole('button', { name: site.t('panel.lock'), exact: true }).click();
    await expect(panel.getByText(site.t('panel.locked'), { exact: true })).toBeVisible();
    await expectAccessible(page);

    await page.keyboard.press('Control+k');
    await page.getByRole('option', { name: site.t('find.undo', { act: site.t('find.act_lock') }) }).click();
    await expect(panel.getByText(site.t('panel.locked'), { exact: true })).toHaveCount(0);
  });

  test('that was cancelled stands again, and a link asks for its money', async ({
    page,
    site,
    player,
    club,
    signInAsStaff,
  }) => {
    const { id: customerId } = await makeCustomer(club.id, { name: 'Teresa Lobo', phone: '+34622914508' });
    const { id } = await makeReservation({
      courtId: club.courts[0].id,
      startsAt: new Date(`${inDays(2)}T10:00:00Z`),
      userId: null,
      customerId,
      channel: 'phone',
      status: 'cancelled',
      confirmedAt: new Date(),
      cancelledAt: new Date(),
    });
    await beStaff({ player, club, signInAsStaff });
    await site.open(`/admin/${club.slug}/bookings?booking=${id}`);
    const panel = page.getByRole('complementary');
    await panel.getByRole('button', { name: site.t('panel.restore') }).click();
    await expect(panel.getByText(site.t('status.confirmed'), { exact: true })).toBeVisible();
    await panel.getByRole('button', { name: site.t('panel.link_sms') }).click();
    await expect(panel.getByText(site.t('panel.linkSent'))).toBeVisible();
    await expect(panel.getByText(site.t('notice.kind.payment_due'))).toBeVisible();
  });

  test('that was cancelled and given back by card is booked anew for the same person, place and length', async ({
    page,
    site,
    player,
    club,
    signInAsStaff,
  }) => {
    const { id: customerId } = await makeCustomer(club.id, { name: 'Teresa Lobo', phone: '+34622914508' });
    const cancelled = await makeReservation({
      courtId: club.courts[1].id,
      startsAt: new Date(`${inDays(2)}T10:00:00Z`),
      durationMinutes: 60,
      userId: null,
      customerId,
      kind: 'walk_in',
      status: 'cancelled',
      confirmedAt: new Date(),
      cancelledAt: new Date(),
    });
    const { id: paymentId, amountMinor, currency } = await makePayment(cancelled);
    const back = { paymentId, amountMinor, currency, cause: 'staff', requestedBy: 'staff:e2e' } as const;
    await db()
      .insert(refunds)
      .values({ ...back, status: 'requested' });
    await beStaff({ player, club, signInAsStaff });
    await site.open(`/admin/${club.slug}/bookings?booking=${cancelled.id}`);
    await page
      .getByRole('complementary')
      .getByRole('link', { name: site.t('panel.anew') })
      .click();
    const form = page.getByRole('region', { name: site.t('planner.newTitle') });
    await expect(form.getByRole('combobox', { name: site.t('planner.who') })).toHaveValue('Teresa Lobo');
    await expect(form.getByRole('combobox', { name: site.t('planner.court') })).toHaveValue(
      String(club.courts[1].id),
    );
    await expect(form.getByRole('radio', { name: site.t('planner.kind_walk_in') })).toBeChecked();
    await expect(form.getByRole('radio', { name: '60', exact: true })).toBeChecked();
    await form.getByRole('button', { name: site.t('planner.book') }).click();
    const game = page.getByRole('region', { name: club.courts[1].name }).getByRole('listitem');
    await expect(game.filter({ hasText: 'Teresa Lobo' })).toContainText('11:00–12:00');
  });

  test.describe('without scripts', () => {
    test.use({ javaScriptEnabled: false });

    test('reception finds who owes, takes the money, and reads what it did', async ({
      page,
      site,
      player,
      club,
      signInAsStaff,
    }) => {
      const { id } = await bookByPhone(club, 'Teresa Lobo');
      await makeReservation({ courtId: club.courts[1].id, startsAt: new Date(`${inDays(2)}T10:00:00Z`) });
      await beStaff({ player, club, signInAsStaff });
      await site.open(`/admin/${club.slug}/bookings`);
      await expect(page.getByRole('row')).toHaveCount(4);
      await page.getByLabel(site.t('bookings.words')).fill('teresa');
      await page.getByLabel(site.t('bookings.owed')).check();
      await page.getByRole('button', { name: site.t('bookings.filter') }).click();
      await expect(page.getByRole('row')).toHaveCount(3);
      await expect(page.getByRole('row').last()).toContainText(site.euros(4500));
      await page.getByRole('link', { name: 'Teresa Lobo' }).click();

      const panel = page.getByRole('complementary', { name: 'Teresa Lobo' });
      await panel.getByText(site.t('panel.take', { amount: site.euros(4500) })).click();
      await panel.getByLabel(site.t('panel.method')).selectOption('bizum');
      await panel.getByLabel(site.t('panel.amount')).fill('20,00');
      await panel.getByRole('button', { name: site.t('panel.takeDo') }).click();
      await expect(panel.getByText(site.t('panel.take', { amount: site.euros(2500) }))).toBeVisible();
      await expect(panel.getByText(site.t('panel.waive'), { exact: true })).toHaveCount(0);

      await site.open(`/admin/${club.slug}/activity`);
      const act = page.getByRole('row').filter({ hasText: site.t('told.till.payment') });
      await expect(act).toContainText(site.euros(2000));
      await act.getByRole('link', { name: bookingCode(id) }).click();
      await expect(panel).toBeVisible();
    });

    test('columns are chosen and a view is kept under a name', async ({
      page,
      site,
      player,
      club,
      signInAsStaff,
    }) => {
      await bookByPhone(club, 'Teresa Lobo');
      await beStaff({ player, club, signInAsStaff });
      await site.open(`/admin/${club.slug}/bookings?channel=phone`);
      const heads = page.getByRole('columnheader');
      await expect(heads.filter({ hasText: site.t('bookings.head_channel') })).toHaveCount(0);
      await page.getByText(site.t('bookings.columns'), { exact: true }).click();
      await page.getByRole('checkbox', { name: site.t('bookings.head_channel') }).check();
      await page.getByRole('checkbox', { name: site.t('bookings.head_court') }).uncheck();
      await page.getByRole('button', { name: site.t('bookings.columnsShow') }).click();
      await expect(heads.filter({ hasText: site.t('bookings.head_channel') })).toBeVisible();
      await expect(heads.filter({ hasText: site.t('bookings.head_court') })).toHaveCount(0);

      await page.getByText(site.t('bookings.saveView'), { exact: true }).click();
      await page.getByLabel(site.t('bookings.viewName')).fill('Por teléfono');
      await page.getByRole('button', { name: site.t('bookings.saveViewDo'), exact: true }).click();
      await site.open(`/admin/${club.slug}/bookings`);
      const views = page.getByRole('navigation', { name: site.t('bookings.views') });
      await views.getByRole('link', { name: 'Por teléfono' }).click();
      await expect(page).toHaveURL(/channel=phone$/);
      await page
        .getByRole('button', { name: site.t('bookings.forgetView', { name: 'Por teléfono' }) })
        .click();
      await expect(views.getByRole('link', { name: 'Por teléfono' })).toHaveCount(0);
    });

    test('a manager chooses bookings in the list and cancels them together', async ({
      page,
      site,
      player,
      club,
      signInAsStaff,
    }) => {
      const startsAt = new Date(`${inDays(3)}T10:00:00Z`);
      for (const { id: courtId } of club.courts)
        await makePayment(await makeReservation({ courtId, startsAt }));
      const { title: other } = await makeReservation({
        courtId: club.courts[0].id,
        startsAt: new Date(`${inDays(3)}T14:00:00Z`),
        title: 'Liga',
      });
      await beStaff({ player, club, signInAsStaff }, 'manager');
      await site.open(`/admin/${club.slug}/bookings`);
      const cancel = page.getByRole('button', { name: site.t('bookings.cancelChosen') });
      await expect(cancel).toBeHidden();
      for (const box of await page.getByLabel(site.t('bookings.choose', { name: 'Ana Prueba' })).all())
        await box.check();
      await cancel.click();
      const amount = site.euros(9000);
      await page
        .getByRole('button', { name: site.t('bookings.cancelAndGiveBack', { count: 2, amount }) })
        .click();
      await expect(page.getByText(site.t('bookings.cancelled'))).toBeVisible();
      await expect(page.getByRole('cell', { name: site.t('bookings.stays') })).toHaveCount(2);

      await page
        .getByRole('main')
        .getByRole('link', { name: site.t('bookings.title') })
        .click();
      await page.getByRole('link', { name: site.t('bookings.view_cancelled') }).click();
      await expect(page.getByRole('row').last()).toContainText(site.t('board.count', { count: 2 }));
      await expect(page.getByText(other ?? '')).toHaveCount(0);
    });

    test('bookings that were cancelled together are taken back together', async ({
      page,
      site,
      player,
      club,
      signInAsStaff,
    }) => {
      const startsAt = new Date(`${inDays(3)}T10:00:00Z`);
      const ids = [];
      for (const { id: courtId } of club.courts) ids.push((await makeReservation({ courtId, startsAt })).id);
      await beStaff({ player, club, signInAsStaff });
      const chosen = new URLSearchParams(ids.map((id) => ['id', id]));
      await site.open(`/admin/${club.slug}/bookings/cancel?${chosen}`);
      await page.getByRole('button', { name: site.t('bookings.cancelDo', { count: 2 }) }).click();
      await expect(page.getByText(site.t('board.acts_cancel', { count: 2 }))).toBeVisible();
      await page.getByRole('button', { name: site.t('board.undo') }).click();
      await expect(page.getByText(site.t('board.untold'))).toHaveCount(0);
      await expect(page.getByRole('cell', { name: site.t('bookings.stays') })).toHaveCount(0);
      await expect(
        page.getByRole('button', { name: site.t('bookings.cancelDo', { count: 2 }) }),
      ).toBeVisible();
    });

    test('the search is a page', async ({ page, site, player, club, signInAsStaff }) => {
      const { id } = await bookByPhone(club, 'Teresa Lobo');
      await beStaff({ player, club, signInAsStaff });
      await site.open(`/admin/${club.slug}/planner`);
      await page.getByRole('link', { name: site.t('find.title') }).click();
      await page.getByLabel(site.t('find.field')).fill(bookingCode(id));
      await page.getByRole('button', { name: site.t('find.go') }).click();
      await page.getByRole('main').getByRole('link', { name: 'Teresa Lobo' }).click();
      await expect(page.getByRole('complementary', { name: 'Teresa Lobo' })).toBeVisible();
    });
  });
});

test('keys go through the list, choose in it and open; all that the filters find are chosen at once', async ({
  page,
  site,
  player,
  club,
  signInAsStaff,
}) => {
  for (let nth = 0; nth < 51; nth += 1)
    await makeReservation({
      courtId: club.courts[0].id,
      startsAt: new Date(Date.parse(`${inDays(2 + nth)}T10:00:00Z`)),
      title: `Liga ${nth + 1}`,
    });
  await beStaff({ player, club, signInAsStaff });
  await site.open(`/admin/${club.slug}/bookings?q=liga`);
  await untilScripted(page.getByRole('link', { name: 'Liga 1', exact: true }));
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await expect(page.getByLabel(site.t('bookings.choose', { name: 'Liga 2' }), { exact: true })).toBeChecked();
  await expect(page.getByText(site.t('bookings.chosen_one').replace('#', '1'))).toBeVisible();
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'Liga 1', exact: true })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByLabel(site.t('bookings.chooseAll')).check();
  await expect(page.getByText(site.t('bookings.chosen_other').replace('#', '50'))).toBeVisible();
  await page.getByLabel(site.t('bookings.chooseFound', { count: 51 })).check();
  await page.getByRole('button', { name: site.t('bookings.cancelChosen') }).click();
  await expect(
    page.getByRole('button', { name: site.t('bookings.cancelDo', { count: 51, amount: site.euros(0) }) }),
  ).toBeVisible();
  await page
    .getByRole('main')
    .getByRole('link', { name: site.t('bookings.title') })
    .click();
  await expect(page).toHaveURL(/bookings\?q=liga$/);
});

test('who owes in the list is asked to pay by link, each by the way that reaches them', async ({
  page,
  site,
  player,
  club,
  signInAsStaff,
}) => {
  await bookByPhone(club, 'Teresa Lobo');
  await beStaff({ player, club, signInAsStaff });
  await site.open(`/admin/${club.slug}/bookings`);
  await page.getByLabel(site.t('bookings.choose', { name: 'Teresa Lobo' })).check();
  await page.getByRole('button', { name: site.t('bookings.askChosen') }).click();
  await expect(page.getByRole('cell', { name: site.t('bookings.linkBy_sms') })).toBeVisible();
  const send = site.t('bookings.linksDo', { count: 1, amount: site.euros(4500) });
  await page.getByRole('button', { name: send }).click();
  await expect(page.getByText(site.t('bookings.linksSent', { count: 1 }))).toBeVisible();
});

test('the money of a bulk cancellation is confirmed anew when it has changed', async ({
  page,
  site,
  player,
  club,
  signInAsStaff,
}) => {
  const [first, second] = await Promise.all(
    club.courts
      .slice(0, 2)
      .map(({ id: courtId }) => makeReservation({ courtId, startsAt: new Date(`${inDays(3)}T10:00:00Z`) })),
  );
  if (!first || !second) throw new Error('a club of these journeys has two courts');
  await makePayment(first);
  await beStaff({ player, club, signInAsStaff });
  await site.open(`/admin/${club.slug}/bookings/cancel?id=${first.id}&id=${second.id}`);
  await makePayment(second);
  await page
    .getByRole('button', {
      name: site.t('bookings.cancelAndGiveBack', { count: 2, amount: site.euros(4500) }),
    })
    .click();
  const told = page.getByRole('main').getByRole('alert');
  await expect(told).toContainText(site.t('bookings.sumChanged'));
  await page
    .getByRole('button', {
      name: site.t('bookings.cancelAndGiveBack', { count: 2, amount: site.euros(9000) }),
    })
    .click();
  await expect(page.getByText(site.t('bookings.cancelled'))).toBeVisible();
});

test('Ctrl+K finds a booking by its code, and a page by its name', async ({
  page,
  site,
  player,
  club,
  signInAsStaff,
}) => {
  const { id } = await bookByPhone(club, 'Teresa Lobo');
  await beStaff({ player, club, signInAsStaff });
  await site.open(`/admin/${club.slug}/courts`);
  await untilScripted(page.getByRole('link', { name: site.t('find.title') }));
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: site.t('find.field') });
  await expect(field).toBeFocused();
  await field.fill(bookingCode(id));
  await expect(page.getByRole('option', { name: 'Teresa Lobo' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'Teresa Lobo' })).toBeFocused();
  await expect(page).toHaveURL(new RegExp(`/courts\\?booking=${id}$`));

  await page.keyboard.press('Control+k');
  await field.fill(site.t('desk.page_activity').slice(0, 4));
  await page.getByRole('option', { name: site.t('desk.page_activity') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(site.t('activity.title'));
});

test('a booking of another club is nothing beside a page', async ({
  page,
  site,
  player,
  club,
  signInAsStaff,
}) => {
  const { id } = await makeReservation();
  await beStaff({ player, club, signInAsStaff });
  await site.open(`/admin/${club.slug}/bookings?booking=${id}`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.getByRole('complementary')).toHaveCount(0);
});
