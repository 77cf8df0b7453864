import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { clubRequests, clubs, courts, staffInvitations } from '@/db/schema';
import { invitationToken } from '@/lib/auth/invitation-token';
import { makeClub, makeClubRequest, makeStaff, makeUser, type User } from '@/test/factories';
import { keyHeaders } from '@/test/requests';
import { expectAccessible } from './accessibility';
import { baseUrl } from './environment';
import { expect, test } from './fixtures';
import { type Site, untilScripted } from './site';
import { freeStarts, hold, inDays, ownCity, pay, untilMailed, untilStatus } from './world';

const aName = () => `Pádel ${crypto.randomUUID().slice(0, 8)}`;

/** Fills the form of `/for-clubs` and sends it. */
async function askFor({ page, t, open }: Site, club: { name: string; city: string; email: string }) {
  await open('/for-clubs');
  const main = page.getByRole('main');
  await main.getByLabel(t('forClubs.name')).fill(club.name);
  await main.getByLabel(t('forClubs.city')).fill(club.city);
  await main.getByLabel(t('forClubs.email')).fill(club.email);
  await main.getByRole('button', { name: t('forClubs.send') }).click();
  await expect(main.getByText(t('forClubs.askedTitle'))).toBeVisible();
}

/** Calls the API as this person and gives the answer's body. */
async function call(user: User, method: string, path: string, body: object): Promise<unknown> {
  const headers = { ...(await keyHeaders(user)), 'content-type': 'application/json' };
  const answer = await fetch(new URL(`/api/v1${path}`, baseUrl()), {
    method,
    headers,
    body: JSON.stringify(body),
  });
  expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true);
  return answer.json();
}

/** Courts, hours and prices, as a program of the owner sends them. */
async function setUpSales(owner: User, clubId: number): Promise<void> {
  const court = { name: 'Pista 1', sport: 'padel', indoor: true, surface: 'turf', format: 'double' };
  await call(owner, 'POST', `/clubs/${clubId}/courts`, court);
  const days = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, opens: '08:00', closes: '22:00' }));
  await call(owner, 'PUT', `/clubs/${clubId}/opening-hours`, { revision: 0, seasons: [{ days }] });
  const rules = [{ name: { es: 'Tarifa', en: 'Rate' }, price_per_hour: '30.00' }];
  await call(owner, 'PUT', `/clubs/${clubId}/price-rules`, { revision: 0, rules });
}

test.describe('an owner’s first hour', () => {
  test.use({ operator: true });

  test('goes from a request over an invitation and the set-up to the first sale', async ({
    site,
    browserOf,
  }) => {
    const { t } = site;
    const owner = await makeUser({ locale: site.language });
    const wanted = { name: aName(), city: ownCity(), email: owner.email };
    await askFor(site, wanted);
    await expectAccessible(site.page);

    await site.open('/ops/clubs');
    const row = site.page.getByRole('row').filter({ hasText: wanted.name });
    await expectAccessible(site.page);
    await row.getByRole('button', { name: t('opsClubs.approveOf', { name: wanted.name }) }).click();
    await expect(
      site.page.getByRole('button', { name: t('opsClubs.approveOf', { name: wanted.name }) }),
    ).toHaveCount(0);
    await untilMailed(owner, wanted.name);

    const [invitation] = await db()
      .select()
      .from(staffInvitations)
      .where(eq(staffInvitations.email, owner.email));
    if (!invitation) throw new Error('nobody was invited');
    const { clubId } = invitation;
    const page = await (await browserOf(owner)).newPage();
    const open = (path: string) => page.goto(`/${site.language}${path}`);
    await open(`/invitations/${invitationToken(invitation.id)}`);
    await page.getByRole('button', { name: t('invitation.accept') }).click();
    await expect(page.getByText(t('invitation.acceptedTitle'))).toBeVisible();
    // Who joins a club is signed out of it as a player.
    await page.close();

    const staff = await (await browserOf(owner, { life: 'staff' })).newPage();
    await staff.goto(`/${site.language}/admin`);
    await expect(staff).toHaveURL(/\/set-up$/);
    const main = staff.getByRole('main');
    await expect(main.getByText(t('setUpList.note_approved'))).toBeVisible();
    await expect(main.getByRole('button', { name: t('setUpList.publish') })).toHaveCount(0);
    await expectAccessible(staff);
    const facts = t('setUpList.step_facts');
    await main.getByRole('link', { name: t('setUpList.doOf', { step: facts }) }).click();
    await main.getByLabel(t('settings.address')).fill('Calle Uría 1');
    await main.getByRole('textbox', { name: t('settings.latitude') }).fill('43,53');
    await main.getByRole('textbox', { name: t('settings.longitude') }).fill('-5.66');
    await main.getByLabel(t('settings.phone')).fill('+34 985 000 000');
    await main.getByLabel(t('settings.aboutEs')).fill('Un club junto al mar.');
    await main.getByLabel(t('settings.aboutEn')).fill('A club by the sea.');
    await main.getByRole('button', { name: t('settings.save') }).click();
    await expect(main.getByText(t('settings.saved'))).toBeVisible();

    await setUpSales(owner, clubId);
    const [club] = await db().select().from(clubs).where(eq(clubs.id, clubId));
    const slug = club?.slug ?? '';
    const stranger = await (await browserOf(await makeUser())).newPage();
    const hidden = await stranger.request.get(`/${site.language}/clubs/${slug}`);
    expect(hidden.status()).toBe(404);
    await staff.goto(`/${site.language}/admin/${slug}/set-up`);
    await main.getByRole('button', { name: t('setUpList.publish') }).click();
    await expect(main.getByText(t('setUpList.lead_published'))).toBeVisible();
    await expect(main.getByText(t('setUpList.note_approved'))).toHaveCount(0);

    await stranger.goto(`/${site.language}/clubs/${slug}?date=${inDays(2)}&duration=90`);
    await expect(stranger.getByRole('heading', { name: wanted.name })).toBeVisible();
    const [court] = await db().select().from(courts).where(eq(courts.clubId, clubId));
    const courtId = court?.id ?? 0;
    await expect.poll(() => freeStarts(courtId, inDays(2))).toContain('12:00');
    const walkIn = {
      court_ids: [courtId],
      date: inDays(2),
      start_time: '12:00',
      duration: 90,
      kind: 'walk_in',
    };
    await call(owner, 'POST', `/clubs/${clubId}/bookings`, walkIn);
    await expect.poll(() => freeStarts(courtId, inDays(2))).not.toContain('12:00');
    const sold = await hold(await makeUser(), { courtId, date: inDays(3) });
    await pay(sold.intentId);
    await untilStatus(sold.id, 'confirmed');
  });
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with scripts ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled });

    test.describe('a visitor', () => {
      test.use({ signedIn: false });

      test('asks for a club and is told what is wrong at its field', async ({ site }) => {
        const { page, t } = site;
        const wanted = { name: aName(), city: ownCity(), email: `${crypto.randomUUID()}@example.com` };
        await site.open('/for-clubs');
        const main = page.getByRole('main');
        await main.getByLabel(t('forClubs.name')).fill(wanted.name);
        await main.getByLabel(t('forClubs.city')).fill(wanted.city);
        await main.getByLabel(t('forClubs.email')).fill(wanted.email);
        await main.getByText(t('forClubs.elsewhere')).click();
        await main.getByLabel(t('forClubs.zone')).fill('Europe/Atlantis');
        await main.getByRole('button', { name: t('forClubs.send') }).click();
        await expect(main.getByText(t('forClubs.unfitZone'))).toBeAttached();
        await askFor(site, wanted);
        const rows = await db().select().from(clubRequests).where(eq(clubRequests.email, wanted.email));
        expect(rows).toMatchObject([{ ...wanted, locale: site.language, timeZone: 'Europe/Madrid' }]);
      });
    });

    test('an owner changes facts and rules, and pauses and resumes the sales', async ({
      site,
      player: owner,
      signInAsStaff,
      club,
    }) => {
      const { page, t } = site;
      await makeStaff(owner.id, club.id, 'owner');
      await signInAsStaff(owner);
      const main = page.getByRole('main');
      await site.open(`/admin/${club.slug}/settings`);
      await main.getByRole('textbox', { name: t('settings.latitude') }).fill('0');
      await main.getByRole('textbox', { name: t('settings.longitude') }).fill('0');
      await main.getByRole('button', { name: t('settings.save') }).click();
      await expect(main.getByText(t('settings.nullIsland'))).toBeVisible();
      await expect(main.getByLabel(t('settings.confirmCoordinates'))).toBeVisible();
      await main.getByRole('textbox', { name: t('settings.latitude') }).fill('41,5');
      await main.getByRole('textbox', { name: t('settings.longitude') }).fill('-3.5');
      await main.getByLabel(t('settings.zone')).fill('Mars/Olympus');
      await main.getByRole('button', { name: t('settings.save') }).click();
      await expect(main.getByText(t('settings.unfitZone'))).toBeVisible();
      await main.getByRole('textbox', { name: t('settings.latitude') }).fill('41,5');
      await main.getByRole('textbox', { name: t('settings.longitude') }).fill('-3.5');
      await main.getByLabel(t('settings.zone')).fill('Europe/Madrid');
      await main.getByRole('button', { name: t('settings.save') }).click();
      await expect(main.getByText(t('settings.saved'))).toBeVisible();
      const kept = async () => (await db().select().from(clubs).where(eq(clubs.id, club.id)))[0];
      expect(await kept()).toMatchObject({ latitude: 41.5, longitude: -3.5 });
      if (javaScriptEnabled) await expectAccessible(page);

      await site.open(`/admin/${club.slug}/settings/policy`);
      await main.getByLabel(t('settings.freeHours')).fill('1');
      await main.getByRole('button', { name: t('settings.save') }).click();
      await expect(main.getByText(t('settings.unfitOrder'))).toBeVisible();
      await main.getByLabel(t('settings.freeHours')).fill('48');
      await main.getByLabel(t('settings.noShow')).fill('20');
      await main.getByRole('button', { name: t('settings.save') }).click();
      await expect(main.getByText(t('settings.saved'))).toBeVisible();
      expect(await kept()).toMatchObject({
        refundPolicy: { freeHours: 48, laterPercent: 50, nothingHours: 2 },
        noShowMinutes: 20,
        durationsMinutes: [60, 90, 120],
      });
      if (javaScriptEnabled) await expectAccessible(page);

      await site.open(`/admin/${club.slug}/set-up`);
      await main.getByRole('button', { name: t('setUpList.pause') }).click();
      await expect(main.getByText(t('setUpList.lead_paused'))).toBeVisible();
      await site.open(`/clubs/${club.slug}?date=${inDays(2)}&duration=90`);
      await expect(main.getByText(t('empty.pausedTitle'))).toBeVisible();
      if (javaScriptEnabled) await expectAccessible(page);
      await site.open(`/admin/${club.slug}/planner`);
      await expect(main.getByText(t('setUpList.note_paused'))).toBeVisible();
      await site.open(`/admin/${club.slug}/set-up`);
      await main.getByRole('button', { name: t('setUpList.resume') }).click();
      await expect(main.getByText(t('setUpList.lead_published'))).toBeVisible();
    });

    test('a fact that staff decided stays beside the directory’s, until they take that', async ({
      site,
      player: owner,
      signInAsStaff,
    }) => {
      const { page, t } = site;
      const club = await makeClub({ externalId: `e2e-${crypto.randomUUID()}`, phone: '+34600111222' });
      const { name, city, country, address, latitude, longitude } = club;
      const directoryFacts = { name, city, country, address, latitude, longitude, phone: '+34910999888' };
      await db()
        .update(clubs)
        .set({ directoryFacts, staffEdited: ['phone'] })
        .where(eq(clubs.id, club.id));
      await makeStaff(owner.id, club.id, 'owner');
      await signInAsStaff(owner);
      await site.open(`/admin/${club.slug}/settings`);
      const main = page.getByRole('main');
      await expect(main.getByText('+34910999888')).toBeVisible();
      if (javaScriptEnabled) await expectAccessible(page);
      await main.getByRole('button', { name: t('settings.takeOf', { fact: t('settings.phone') }) }).click();
      await expect(main.getByText(t('settings.directory'))).toHaveCount(0);
      await expect(main.getByLabel(t('settings.phone'))).toHaveValue('+34910999888');
    });
  });
}

test('the line of the refund policy is dragged, and its fields follow', async ({
  site,
  player: owner,
  signInAsStaff,
  club,
}) => {
  const { page, t } = site;
  await makeStaff(owner.id, club.id, 'owner');
  await signInAsStaff(owner);
  await site.open(`/admin/${club.slug}/settings/policy`);
  const field = page.getByLabel(t('settings.freeHours'));
  await expect(field).toHaveValue('24');
  const handle = page.locator('svg g.cursor-ew-resize').first();
  await untilScripted(handle);
  const box = await handle.boundingBox();
  if (!box) throw new Error('the line has no handle');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x - 60, y, { steps: 4 });
  await page.mouse.up();
  await expect(field).not.toHaveValue('24');
  expect(Number(await field.inputValue())).toBeGreaterThan(24);
});

test.describe('an operator', () => {
  test.use({ operator: true });

  test('refuses a club, and nothing of it is left', async ({ site }) => {
    const { id, name } = await makeClubRequest();
    await site.open('/ops/clubs');
    const refuse = site.page.getByRole('button', { name: site.t('opsClubs.refuseOf', { name }) });
    await refuse.click();
    await expect(refuse).toHaveCount(0);
    expect(await db().select().from(clubRequests).where(eq(clubRequests.id, id))).toEqual([]);
  });
});
