import { randomUUID } from 'node:crypto';
import { db } from '@/db';
import { notices } from '@/db/schema';
import { signedToken } from '@/lib/auth/signed-token';
import { expectAccessible } from './accessibility';
import { expect, test } from './fixtures';

test.use({ signedIn: false });

/** The secret of a reminder's link, to a mailbox without an account. */
async function makeReminder(): Promise<string> {
  const recipient = `${randomUUID()}@example.com`;
  const about = { kind: 'reservation_reminder', objectId: randomUUID(), channel: 'email' } as const;
  const [written] = await db()
    .insert(notices)
    .values({ ...about, recipient, locale: 'es', status: 'sent' })
    .returning();
  return signedToken('mail-choice', written?.id ?? '');
}

test('who has no account refuses reminders by the link of one, and wants them again', async ({
  page,
  site,
}) => {
  const token = await makeReminder();
  const stop = page.getByRole('button', { name: site.t('mailChoice.stop') });
  await site.open(`/mail-choices/${token}`);
  await expect(page.getByText(site.t('mailChoice.about_reservation_reminder'))).toBeVisible();
  await expectAccessible(page);
  await stop.click();
  await expect(page.getByText(site.t('mailChoice.off'))).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: site.t('mailChoice.resume') }).click();
  await expect(stop).toBeVisible();
});

test('a mail program refuses with one POST to the address without a language, and looking changes nothing', async ({
  page,
  site,
}) => {
  const token = await makeReminder();
  await page.goto(`/mail-choices/${token}`);
  await expect(page.getByRole('button', { name: site.t('mailChoice.stop') })).toBeVisible();
  const form = { 'List-Unsubscribe': 'One-Click' };
  const headers = { origin: '' };
  const answer = await page.request.post(`/mail-choices/${token}`, { form, headers, maxRedirects: 0 });
  expect([answer.status(), await answer.text()]).toEqual([200, '']);
  await page.reload();
  await expect(page.getByText(site.t('mailChoice.off'))).toBeVisible();
});

test.describe('without scripts', () => {
  test.use({ javaScriptEnabled: false });

  test('the link works all the same', async ({ page, site }) => {
    await site.open(`/mail-choices/${await makeReminder()}`);
    await page.getByRole('button', { name: site.t('mailChoice.stop') }).click();
    await expect(page.getByText(site.t('mailChoice.off'))).toBeVisible();
  });
});

test.describe('a forged link', () => {
  test.use({ expectedErrors: [/status of 404/] });

  test('is nothing', async ({ page, site }) => {
    await site.open(`/mail-choices/${'A'.repeat(43)}`);
    await expect(page.getByRole('heading', { name: site.t('error.notFoundTitle') })).toBeVisible();
  });
});
