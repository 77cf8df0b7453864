import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { eq } from 'drizzle-orm';
import { db } from '@/db';
import { users } from '@/db/schema';
import type { User } from '@/test/factories';
import { codeOf, enrol } from './enrol';
import { baseUrl } from './environment';
import { expect, PASSWORD, test } from './fixtures';
import { untilMailed } from './world';

const lastSignInOf = async ({ id }: User) =>
  (await db().query.users.findFirst({ where: eq(users.id, id) }))?.lastSignInAt;

const HOURS_AGO = Math.floor(Date.now() / 1000) - 45 * 60;

test.describe('an operator without a second factor', () => {
  test.use({ operator: 'bare' });

  test('meets only the page that sets one up, in the API as well, and then everything', async ({
    page,
    site,
    player,
    secondFactor,
  }) => {
    for (const path of ['/ops', '/', '/account', '/reservations', '/sign-in']) {
      await site.open(path);
      await expect(secondFactor.must, path).toBeVisible();
    }
    const answer = await page.request.get('/api/v1/users/me');
    expect(answer.status()).toBe(403);
    expect(await answer.json()).toMatchObject({ reason: 'second_factor' });

    await site.open('/ops/find?q=ana');
    await secondFactor.begin.click();
    await expect(secondFactor.qr).toBeVisible();
    await secondFactor.code.fill('000000');
    await secondFactor.confirm.click();
    await expect(secondFactor.codeWrong).toBeVisible();
    await page.reload();
    const key = ((await secondFactor.key.textContent()) ?? '').replaceAll(' ', '');
    await secondFactor.code.fill(codeOf(key));
    await secondFactor.confirm.click();
    await expect(secondFactor.recoveryCodes).toHaveCount(10);
    await secondFactor.goOn.click();
    await expect(page).toHaveURL(`${baseUrl()}/${site.language}/ops/find?q=ana`);
    await site.open('/account');
    await expect(secondFactor.codesLeft(10)).toBeVisible();
    expect((await page.request.get('/api/v1/users/me')).status()).toBe(200);
    await untilMailed(player, 'Segundo factor activado');
  });
});

test.describe('a sign-in with a second factor', () => {
  test.use({ operator: 'bare' });

  test('counts once a code was given: of the app, once, or of recovery', async ({
    context,
    page,
    site,
    language,
    player,
    signIn,
    secondFactor,
  }) => {
    const { key, spentCode, recoveryCodes } = await enrol(context, language);
    await context.clearCookies();
    await signIn.open();
    await signIn.withPassword(player.email, PASSWORD);
    await expect(secondFactor.signInHeading).toBeVisible();
    expect((await page.request.get('/api/v1/users/me')).status()).toBe(401);
    await secondFactor.signInCode.fill(spentCode);
    await secondFactor.signIn.click();
    await expect(secondFactor.signInWrong, 'it confirmed the second factor').toBeVisible();
    expect(await lastSignInOf(player)).toBeNull();
    await secondFactor.signInCode.fill(codeOf(key, 1));
    await secondFactor.signIn.click();
    await expect(signIn.menuOf(player.name ?? '')).toBeVisible();
    expect(await lastSignInOf(player)).toBeInstanceOf(Date);

    await context.clearCookies();
    await page.goto(`/${language}/sign-in?callbackUrl=/${language}/account`);
    await signIn.withPassword(player.email, PASSWORD);
    await secondFactor.signInCode.fill(recoveryCodes[0] ?? '');
    await secondFactor.signIn.click();
    await expect(secondFactor.codesLeft(9)).toBeVisible();
    await untilMailed(player, 'código de recuperación');

    await secondFactor.renew.click();
    await expect(secondFactor.recoveryCodes).toHaveCount(10);
    await expect(secondFactor.codesLeft(10)).toBeVisible();
    await secondFactor.remove.click();
    await expect(secondFactor.must).toBeVisible();
    await site.open('/ops');
    await expect(secondFactor.must).toBeVisible();
  });
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(`in a session of hours, with scripts ${javaScriptEnabled ? 'on' : 'off'}`, () => {
    test.use({ javaScriptEnabled, signedInAt: HOURS_AGO });

    test('a new key asks for the password, keeps what was typed and is then made', async ({
      account,
      secondFactor,
    }) => {
      await account.open();
      await account.createToken('Mi robot', 'tokenWrite');
      await expect(secondFactor.stepUp).toBeVisible();
      await secondFactor.stepUpPassword.fill('not the password');
      await secondFactor.stepUpSubmit.click();
      await expect(secondFactor.stepUpWrong).toBeVisible();
      await secondFactor.stepUpPassword.fill(PASSWORD);
      await secondFactor.stepUpSubmit.click();
      const key = (await account.newKey.textContent()) ?? '';
      const me = await fetch(new URL('/api/v1/users/me', baseUrl()), {
        headers: { authorization: `Token ${key}` },
      });
      expect(me.status).toBe(200);
      await expect(account.revoke('Mi robot')).toBeVisible();
      await account.createToken('Otro', 'tokenRead');
      await expect(account.revoke('Otro'), 'nothing is asked again').toBeVisible();
    });
  });
}

test.describe('in a session of hours', () => {
  test.use({ signedInAt: HOURS_AGO });

  test('the download of one’s data asks for the password and then begins', async ({
    page,
    player,
    account,
    secondFactor,
  }) => {
    await account.open();
    await account.exportData.click();
    await secondFactor.stepUpPassword.fill(PASSWORD);
    const download = page.waitForEvent('download');
    await secondFactor.stepUpSubmit.click();
    const file = await (await download).path();
    expect(z.looseObject({}).parse(JSON.parse(await readFile(file, 'utf8')))).toHaveProperty('profile');
    expect(await readFile(file, 'utf8')).toContain(player.email);
  });
});

test('a changed password ends the keys if one wants it, and is told of by mail', async ({
  page,
  site,
  player,
  account,
  signIn,
}) => {
  await account.open();
  await account.createToken('Mi robot', 'tokenRead');
  const key = (await account.newKey.textContent()) ?? '';
  await page.getByLabel(site.t('account.endKeys', { count: 1 })).check();
  await page.getByLabel(site.t('account.newPassword')).fill('otra contraseña de prueba');
  await page.getByRole('button', { name: site.t('account.passwordChange') }).click();
  await expect(signIn.heading).toBeVisible();
  const me = await fetch(new URL('/api/v1/users/me', baseUrl()), {
    headers: { authorization: `Token ${key}` },
  });
  expect(me.status).toBe(401);
  await untilMailed(player, 'contraseña');
  await untilMailed(player, 'Nueva clave de API');
});
