import { db } from '@/db';
import { notices } from '@/db/schema';
import { makeCourt, makeCustomer, makeReservation, makeStaff } from '@/test/factories';
import { expectAccessible, expectNoSidewaysScroll } from './accessibility';
import { expect, test } from './fixtures';

/** Somebody to call, and somebody whose confirmation came back. */
async function makeMessages(clubId: number) {
  const court = await makeCourt({ clubId });
  for (const [name, state] of [
    ['Lucía Porllamar', { channel: 'call', status: 'pending' }],
    ['Marcos Devuelto', { channel: 'email', status: 'bounced', sentAt: new Date() }],
  ] as const) {
    const email = `${crypto.randomUUID()}@example.com`;
    const { id: customerId } = await makeCustomer(clubId, { name, email, phone: '+34600700900' });
    const of = { clubId, courtId: court.id, userId: null, customerId };
    const { id } = await makeReservation(of);
    await db()
      .insert(notices)
      .values({
        kind: 'reservation_confirmation',
        objectId: id,
        reservationId: id,
        clubId,
        customerId,
        recipient: email,
        locale: 'es',
        sentSubject: 'Reserva hecha',
        sentText: 'Te esperan.',
        ...state,
      });
  }
}

test('the desk calls whom nothing reached, and sends again what came back', async ({
  page,
  site,
  player: desk,
  signInAsStaff,
  club,
}) => {
  await makeStaff(desk.id, club.id, 'desk');
  await signInAsStaff(desk);
  await makeMessages(club.id);
  await site.open(`/admin/${club.slug}/messages`);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByLabel(site.t('messagesPage.callNote')).fill('Lo sabe');
  await page
    .getByRole('button', { name: site.t('messagesPage.calledTo', { name: 'Lucía Porllamar' }) })
    .click();
  await expect(page.getByText(site.t('messagesPage.done_called'))).toBeVisible();
  await expect(page.getByText(site.t('messagesPage.emptyTitle'))).toBeVisible();
  await expectAccessible(page);

  const tabs = page.getByRole('navigation', { name: site.t('messagesPage.tabs') });
  await tabs.getByRole('link', { name: new RegExp(site.t('messagesPage.tab_failed')) }).click();
  await page.getByText(site.t('messagesPage.sent')).click();
  await expect(page.getByText('Te esperan.')).toBeVisible();
  await page
    .getByRole('button', { name: site.t('messagesPage.resendTo', { name: 'Marcos Devuelto' }) })
    .click();
  await expect(page.getByText(site.t('messagesPage.done_resent'))).toBeVisible();

  await tabs.getByRole('link', { name: new RegExp(site.t('messagesPage.tab_all')) }).click();
  await expect(page.getByText(site.t('messagesPage.again'))).toBeVisible();
  await expect(page.getByText(site.t('messagesPage.note', { note: 'Lo sabe' }))).toBeVisible();
  await page.getByLabel(site.t('messagesPage.search')).fill('Marcos');
  await page.getByRole('button', { name: site.t('messagesPage.apply') }).click();
  await expect(page.getByText('Lucía Porllamar')).toHaveCount(0);
  await expectAccessible(page);
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('a call is noted all the same', async ({ page, site, player: desk, signInAsStaff, club }) => {
    await makeStaff(desk.id, club.id, 'desk');
    await signInAsStaff(desk);
    await makeMessages(club.id);
    await site.open(`/admin/${club.slug}/messages`);
    await page
      .getByRole('button', { name: site.t('messagesPage.calledTo', { name: 'Lucía Porllamar' }) })
      .click();
    await expect(page.getByText(site.t('messagesPage.done_called'))).toBeVisible();
  });
});

test.describe('an accountant', () => {
  test('does not see them', async ({ page, site, player, signInAsStaff, club }) => {
    await makeStaff(player.id, club.id, 'accountant');
    await signInAsStaff(player);
    await site.open(`/admin/${club.slug}/messages`);
    await expect(page.getByRole('heading', { name: site.t('desk.forbiddenTitle') })).toBeVisible();
  });
});
