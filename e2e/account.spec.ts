import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { baseUrl } from './environment';
import { expect, test } from './fixtures';

test('the language of messages is kept', async ({ page, account }) => {
  await account.open();
  await account.language.selectOption('en');
  await account.save.click();
  await expect(account.saved).toBeVisible();
  await page.reload();
  await expect(account.language).toHaveValue('en');
});

test('a reminder by text message asks for the number that it would go to', async ({ account }) => {
  await account.open();
  await account.reminderBySms.check();
  await account.save.click();
  await expect(account.phoneMissing).toBeVisible();
  await expect(account.saved).toHaveCount(0);
});

test('an API key is shown once, works, and is dead, which is said, as soon as it is revoked', async ({
  page,
  account,
}) => {
  await account.open();
  await account.createToken('Mi robot', 'tokenRead');
  const key = (await account.newKey.textContent()) ?? '';
  expect(await statusWith(key)).toBe(200);

  await page.reload();
  await expect(account.revoke('Mi robot')).toBeVisible();
  await expect(page.getByText(key)).toHaveCount(0);
  await account.revoke('Mi robot').click();
  await expect(account.noTokens).toBeVisible();
  await expect(account.revoked(0)).toBeAttached();
  await expect(account.tokenList).toBeFocused();
  expect(await statusWith(key)).toBe(401);
});

test('a person takes all their data along', async ({ page, player, account }) => {
  await account.open();
  const download = page.waitForEvent('download');
  await account.exportData.click();
  const file = await (await download).path();
  const data = z.looseObject({}).parse(JSON.parse(await readFile(file, 'utf8')));
  expect(JSON.stringify(data)).toContain(player.email);
});

async function statusWith(key: string): Promise<number> {
  const answer = await fetch(new URL('/api/v1/users/me', baseUrl()), {
    headers: { authorization: `Token ${key}` },
  });
  return answer.status;
}
