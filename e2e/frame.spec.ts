import type { Page } from '@playwright/test';
import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { customers, notices } from '@/db/schema';
import { makeCustomer, makeStaff } from '@/test/factories';
import { expectAccessible } from './accessibility';
import { expect, test } from './fixtures';
import { type Site, untilScripted, untilWatching } from './site';

test.describe('the frame of a club’s pages', () => {
  test.use({ expectedErrors: [/ERR_INTERNET_DISCONNECTED/] });

  test.beforeEach(async ({ player: desk, signInAsStaff, club }) => {
    await makeStaff(desk.id, club.id, 'desk');
    await signInAsStaff(desk);
  });

  test('says that the line is down and keeps what was typed, until it is back', async ({
    page,
    site,
    context,
    club,
  }) => {
    const { id } = await makeCustomer(club.id, { name: 'Lucía', email: 'lucia-offline@example.com' });
    await site.open(`/admin/${club.slug}/people/${id}`);
    const note = page.getByRole('textbox', { name: site.t('people.note') });
    await context.setOffline(true);
    await expect(page.getByText(site.t('frame.offline'))).toBeVisible();
    await note.fill('Zurda');
    await note.locator('xpath=ancestor::form').getByRole('button').first().click();
    await expect(page.getByRole('alert').filter({ hasText: site.t('frame.refused') })).toBeVisible();
    await expect(note).toHaveValue('Zurda');
    await context.setOffline(false);
    await expect(page.getByText(site.t('frame.refused'))).toBeHidden();
    const [row] = await db().select().from(customers).where(eq(customers.id, id));
    expect(row?.note ?? null).toBeNull();
  });

  test('says five minutes before that the session ends, and a press keeps it', async ({
    page,
    site,
    club,
  }) => {
    await page.clock.install();
    await site.open(`/admin/${club.slug}/courts`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const openedAt = await page.evaluate(() => Date.now());
    // The clock jumps and no timer runs, as on a page that nobody has touched.
    const look = async (minutes: number) => {
      await page.clock.setSystemTime(openedAt + minutes * 60_000);
      await page.clock.runFor(6_000);
    };
    await look(54);
    await expect(page.getByText(site.t('frame.ends'))).toBeHidden();
    await look(56);
    await expect(page.getByText(site.t('frame.ends'))).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: site.t('frame.stay') }).click();
    await expect(page.getByText(site.t('frame.ends'))).toBeHidden();
  });

  test('lists the keys of each page by a letter, and searches by another, unless somebody types', async ({
    page,
    site,
    club,
  }) => {
    await makeCustomer(club.id, { name: 'Lucía' });
    const help = page.getByRole('dialog', { name: site.t('keys.title') });
    const shown = { planner: 'along', bookings: 'rows', till: 'openTill', courts: 'find' } as const;
    for (const [name, word] of Object.entries(shown)) {
      await site.open(`/admin/${club.slug}/${name}`);
      await untilScripted(page.getByRole('button', { name: site.t('keys.title') }));
      await page.keyboard.press('?');
      await expect(help.getByText(site.t(`keys.do.${word}`), { exact: true })).toBeVisible();
      await expect(help.getByText(site.t('keys.do.pages'), { exact: true })).toBeVisible();
      if (name === 'till') await expectAccessible(page);
      await page.keyboard.press('Escape');
      await expect(help).toBeHidden();
    }
    await page.keyboard.press('/');
    const field = page.getByRole('dialog', { name: site.t('find.title') }).getByRole('combobox');
    await expect(field).toBeFocused();
    await page.keyboard.type('/?');
    await expect(field).toHaveValue('/?');
    await expect(help).toBeHidden();
    await site.open(`/admin/${club.slug}/people`);
    await untilScripted(page.getByRole('searchbox'));
    await page.keyboard.press('/');
    await expect(page.getByRole('searchbox')).toBeFocused();
  });

  const waits = (page: Page, site: Site, count: number) =>
    page.locator(`summary[aria-label="${site.t('frame.bell', { count })}"]`);

  test('counts what waits, hears of more at once, and leads there', async ({ page, site, club }) => {
    const watching = untilWatching(page, 'waiting_watched');
    await site.open(`/admin/${club.slug}/courts`);
    await expect(waits(page, site, 0)).toBeVisible();
    await watching;
    await callSomebody(club.id);
    await expect(waits(page, site, 1)).toBeVisible();
    await waits(page, site, 1).click();
    await page.getByRole('link', { name: site.t('frame.waits_calls', { count: 1 }) }).click();
    await expect(page).toHaveURL(/messages\?tab=call/);
    await expect(page.getByText('Lucía')).toBeVisible();
  });

  test.describe('without a line', () => {
    test.use({ expectedErrors: [/ERR_FAILED/] });

    test('looks every half minute', async ({ page, site, club }) => {
      await page.route('**/notifications/ticket', (route) => route.abort());
      await page.clock.install();
      await site.open(`/admin/${club.slug}/courts`);
      await expect(waits(page, site, 0)).toBeVisible();
      await callSomebody(club.id);
      await page.clock.runFor('00:31');
      await expect(waits(page, site, 1)).toBeVisible();
    });
  });
});

/** Puts somebody on the call list of a club. */
async function callSomebody(clubId: number): Promise<void> {
  const recipient = '+34600700899';
  const customer = await makeCustomer(clubId, { name: 'Lucía', phone: recipient });
  const about = { kind: 'reservation_cancelled', objectId: customer.id, channel: 'call' } as const;
  await db()
    .insert(notices)
    .values({ ...about, recipient, clubId, customerId: customer.id, locale: 'es' });
}

test('a page that is not of a role says whose it is, and leads on', async ({
  page,
  site,
  player: books,
  signInAsStaff,
  club,
}) => {
  await makeStaff(books.id, club.id, 'accountant');
  await signInAsStaff(books);
  const { id } = await makeCustomer(club.id, { name: 'Ana' });
  const role = (name: 'owner' | 'accountant') => site.t(`desk.role_${name}`);
  for (const path of [
    'planner',
    'planner/shift',
    'bookings',
    'bookings/cancel',
    'bookings/links',
    'people',
    `people/${id}`,
    `people/${id}/merge`,
    'till/links',
    'messages',
    'find',
    'team',
  ]) {
    await site.open(`/admin/${club.slug}/${path}`);
    const title = page.getByRole('heading', { level: 1, name: site.t('desk.forbiddenTitle') });
    await expect(title, path).toBeVisible();
    const sentence = page.getByRole('main').getByText(role('owner'), { exact: false });
    await expect(sentence, path).toContainText(role('accountant'));
  }
  await expectAccessible(page);
  await page
    .getByRole('link', { name: site.t('desk.forbiddenOn', { page: site.t('desk.page_till') }) })
    .click();
  await expect(page).toHaveURL(/\/till$/);
});
