import { chromium, type Page } from '@playwright/test';
import { CHROMIUM_ARGS } from './chromium-args';
import { baseUrl, chromiumPath } from './environment';
import { expect, test } from './fixtures';
import { inDays } from './world';

for (const signedIn of [false, true]) {
  test.describe(signedIn ? 'signed in' : 'a stranger', () => {
    test.use({ signedIn });

    test('home, results and a club come back whole from another site, and then up to date', async ({
      context,
      site,
      club,
    }) => {
      const cookies = await context.cookies();
      // Playwright switches off the feature under test.
      const browser = await chromium.launch({
        executablePath: chromiumPath(),
        args: CHROMIUM_ARGS,
        ignoreDefaultArgs: ['--disable-back-forward-cache'],
      });
      try {
        const returning = await browser.newContext({ baseURL: baseUrl(), locale: 'es-ES' });
        await returning.addCookies(cookies);
        const page = await returning.newPage();
        for (const path of ['', `/courts?city=${club.city}&date=${inDays(2)}`, `/clubs/${club.slug}`]) {
          await page.goto(`/${site.language}${path}`);
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          await page.waitForLoadState('networkidle');
          expect(await leaveAndReturn(page), path).toEqual({ persisted: true, why: [] });
        }
      } finally {
        await browser.close();
      }
    });
  });
}

/** Goes to another page and back. Says whether the page was kept, or what prevented it. */
async function leaveAndReturn(page: Page): Promise<unknown> {
  await page.evaluate(() => {
    addEventListener('pageshow', ({ persisted }) => {
      document.documentElement.dataset.persisted = String(persisted);
    });
  });
  const refreshed = page.waitForRequest((request) => request.headers().rsc !== undefined);
  await page.goto('about:blank');
  await page.goBack({ waitUntil: 'commit' });
  const told = await page.evaluate(() => ({
    persisted: document.documentElement.dataset.persisted === 'true',
    why: performance
      .getEntriesByType('navigation')
      .flatMap((entry) => ('notRestoredReasons' in entry ? (entry.notRestoredReasons ?? []) : [])),
  }));
  if (told.persisted) await refreshed;
  return told;
}
