import type { APIRequestContext } from '@playwright/test';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { db } from '@/db';
import { clubs } from '@/db/schema';
import { FIRST_CLUBS } from '@/sandbox/directory/club';
import { type Club, makeClub, makeStaff } from '@/test/factories';
import { expectAccessible } from './accessibility';
import { sandboxUrl } from './environment';
import { expect, test } from './fixtures';
import { untilScripted } from './site';
import { inDays, WITHIN_A_SWEEP } from './world';

test.use({ role: 'owner' });

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with scripts ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled });

    test('spec: test_cross_service_data_consistency — an owner changes facts and rules, and pauses and resumes the sales', async ({
      site,
      workplace: club,
      request,
    }) => {
      const { page, t } = site;
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
      await expect(main.getByRole('textbox', { name: t('settings.latitude') })).toHaveValue('41,5');
      await expect(main.getByLabel(t('settings.zone'))).toHaveValue('Mars/Olympus');
      await main.getByLabel(t('settings.zone')).fill('Europe/Madrid');
      await main.getByLabel(t('amenity.showers')).check();
      await main.getByLabel(t('settings.otherAmenities')).fill(`Terraza, ${'a'.repeat(41)}`);
      await main.getByRole('button', { name: t('settings.save') }).click();
      await expect(main.getByText(t('settings.unfitAmenities'))).toBeVisible();
      await expect(main.getByLabel(t('amenity.showers'))).toBeChecked();
      await main.getByLabel(t('settings.otherAmenities')).fill('Terraza, Sala de yoga');
      const name = `Pádel ${crypto.randomUUID().slice(0, 8)}`;
      await main.getByRole('textbox', { name: t('settings.name'), exact: true }).fill(name);
      await main.getByRole('button', { name: t('settings.save') }).click();
      await expect(main.getByText(t('settings.saved'))).toBeVisible();
      const kept = async () => (await db().select().from(clubs).where(eq(clubs.id, club.id)))[0];
      const amenities = ['showers', 'Terraza', 'Sala de yoga'];
      expect(await kept()).toMatchObject({ name, latitude: 41.5, longitude: -3.5, amenities });
      await expect.poll(() => foundBy(request, name), WITHIN_A_SWEEP).toContain(name);
      expect(await foundBy(request, club.name)).not.toContain(club.name);
      if (javaScriptEnabled) await expectAccessible(page);

      await site.open(`/admin/${club.slug}/settings/policy`);
      await main.getByLabel(t('settings.freeHours')).fill('1');
      await main.getByLabel(t('settings.minutes', { minutes: 120 })).uncheck();
      await main.getByLabel(t('settings.movePrice')).selectOption('keep');
      await main.getByLabel(t('settings.waitingList')).selectOption('in_turn');
      await main.getByRole('button', { name: t('settings.save') }).click();
      await expect(main.getByText(t('settings.unfitOrder'))).toBeVisible();
      await expect(main.getByLabel(t('settings.freeHours'))).toHaveValue('1');
      await main.getByLabel(t('settings.freeHours')).fill('48');
      await main.getByLabel(t('settings.noShow')).fill('20');
      await main.getByRole('button', { name: t('settings.save') }).click();
      await expect(main.getByText(t('settings.saved'))).toBeVisible();
      expect(await kept()).toMatchObject({
        refundPolicy: { freeHours: 48, laterPercent: 50, nothingHours: 2 },
        noShowMinutes: 20,
        durationsMinutes: [60, 90],
        movePrice: 'keep',
        waitingList: 'in_turn',
      });
      if (javaScriptEnabled) await expectAccessible(page);

      await site.open(`/admin/${club.slug}/set-up`);
      await main.getByRole('button', { name: t('setUpList.pause') }).click();
      await expect(main.getByText(t('setUpList.lead_paused'))).toBeVisible();
      await site.open(`/clubs/${club.slug}?date=${inDays(2)}&duration=90`);
      await expect(main.getByText(t('empty.pausedTitle'))).toBeVisible();
      await expect(main.getByRole('heading', { level: 1 })).toContainText(name);
      await expect(main.getByText(`${t('amenity.showers')} · Terraza · Sala de yoga`)).toBeVisible();
      if (javaScriptEnabled) await expectAccessible(page);
      await site.open(`/admin/${club.slug}/planner`);
      await expect(main.getByText(t('setUpList.note_paused'))).toBeVisible();
      await site.open(`/admin/${club.slug}/set-up`);
      await main.getByRole('button', { name: t('setUpList.resume') }).click();
      await expect(main.getByText(t('setUpList.lead_published'))).toBeVisible();
    });

    const where = javaScriptEnabled ? ' @phone' : '';

    test(`17, spec: test_data_synchronization — a fact that staff decided stays beside the directory’s, until they take that${where}`, async ({
      site,
      player: owner,
      signInAsStaff,
    }) => {
      const { page, t } = site;
      const club = await makeClub({ externalId: `e2e-${crypto.randomUUID()}`, phone: '+34600111222' });
      await makeStaff(owner.id, club.id, 'owner');
      await signInAsStaff(owner);
      await site.open(`/admin/${club.slug}/settings`);
      const main = page.getByRole('main');
      await main.getByLabel(t('settings.phone')).fill('+34600333444');
      await main.getByRole('button', { name: t('settings.save') }).click();
      await expect(main.getByText(t('settings.saved'))).toBeVisible();

      await publishInDirectory(club, { address: 'Calle Nueva 2', phone: '+34910999888' });
      await readDirectory();
      const address = main.getByLabel(t('settings.address'));
      await expect(async () => {
        await site.open(`/admin/${club.slug}/settings`);
        await expect(address).toHaveValue('Calle Nueva 2', { timeout: 500 });
      }).toPass({ timeout: 20_000 });
      await expect(main.getByLabel(t('settings.phone'), { exact: true })).toHaveValue('+34600333444');
      await expect(main.getByText('+34910999888')).toBeVisible();
      if (javaScriptEnabled) await expectAccessible(page);
      await main.getByRole('button', { name: t('settings.takeOf', { fact: t('settings.phone') }) }).click();
      await expect(main.getByText(t('settings.directory'))).toHaveCount(0);
      await expect(main.getByLabel(t('settings.phone'))).toHaveValue('+34910999888');
    });
  });
}

const found = z.object({ results: z.array(z.object({ name: z.string() })) });

/** The names of the clubs that the search finds. */
async function foundBy(request: APIRequestContext, q: string): Promise<string[]> {
  const answer = await request.get(`/api/v1/search?${new URLSearchParams({ q, type: 'club' })}`);
  return found.parse(await answer.json()).results.map(({ name }) => name);
}

/** The entry of a club in the outside directory, which from then on lists no others but those of these tests. */
async function publishInDirectory(club: Club, changes: object): Promise<void> {
  for (const { id } of FIRST_CLUBS) await control('directory', 'DELETE', `clubs/${id}`);
  const { name, city, country, latitude, longitude, timeZone, currency } = club;
  const entry = { name, city, country, latitude, longitude, time_zone: timeZone, currency, ...changes };
  await control('directory', 'PUT', `clubs/${club.externalId}`, entry);
}

/** The job that does so each night. */
const readDirectory = () => control('inngest', 'POST', 'trigger', { function_id: 'sync-clubs' });

async function control(
  provider: 'directory' | 'inngest',
  method: string,
  path: string,
  body: object = {},
): Promise<void> {
  const answer = await fetch(`${sandboxUrl(provider)}/_control/${path}`, {
    method,
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
}

test('the line of the refund policy is dragged, and its fields follow', async ({ site, workplace: club }) => {
  const { page, t } = site;
  await site.open(`/admin/${club.slug}/settings/policy`);
  const field = page.getByLabel(t('settings.freeHours'));
  await expect(field).toHaveValue('24');
  const handle = page.locator('svg g.cursor-ew-resize').first();
  await untilScripted(handle);
  await handle.scrollIntoViewIfNeeded();
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
