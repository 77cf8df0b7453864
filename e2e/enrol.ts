import type { BrowserContext } from '@playwright/test';
import { expect } from '@playwright/test';
import { generateSync } from 'otplib';
import type { Locale } from '@/lib/core/context';
import { beginSecondFactor, confirmSecondFactor, getSecondFactor } from '@/lib/factors/second-factor';
import { personContext, type User } from '@/test/factories';
import { secondFactorPage } from './pages/second-factor';
import { siteIn } from './site';

/** The code of an authenticator app with this key, so many half minutes from now. */
export const codeOf = (key: string, stepsAhead = 0) =>
  generateSync({ secret: key, epoch: Math.floor(Date.now() / 1000) + stepsAhead * 30 });

/**
 * Sets up the second factor that an operator must have.
 * @returns the key of the app, the code that was used, and the recovery codes
 */
export async function enrol(
  context: BrowserContext,
  language: Locale,
): Promise<{ key: string; spentCode: string; recoveryCodes: string[] }> {
  const page = await context.newPage();
  const site = siteIn(page, language);
  const { begin, key, code, confirm, recoveryCodes } = secondFactorPage(site);
  await site.open('/ops');
  await begin.click();
  const shown = ((await key.textContent()) ?? '').replaceAll(' ', '');
  const spentCode = codeOf(shown);
  await code.fill(spentCode);
  await confirm.click();
  await expect(recoveryCodes).toHaveCount(10);
  const codes = await recoveryCodes.allTextContents();
  await page.close();
  return { key: shown, spentCode, recoveryCodes: codes };
}

/**
 * The same for a person without an open browser.
 * @returns the version of the sessions that count from then on
 */
export async function enrolBeforehand(user: User): Promise<{ sessionVersion: number }> {
  const ctx = personContext(user);
  await beginSecondFactor(ctx);
  const factor = await getSecondFactor(ctx);
  if (factor.state !== 'begun') throw new Error(`the second factor is ${factor.state}`);
  const { sessionVersion } = await confirmSecondFactor(ctx, { code: codeOf(factor.key) });
  return { sessionVersion };
}
