import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { inDays, openClub } from './world';

test.use({ signedIn: false, locale: 'es-ES' });

const search = (city: string) => `?city=${city}&date=${inDays(2)}&duration=90`;

for (const path of ['', '/courts', '/sign-in']) {
  test(`the first visit to "${path}" ends in Inter, and nothing moves when it comes @phone`, async ({
    page,
    site,
  }) => {
    // The heading of a phone breaks before this city and not after it in either font, whatever the day and the count.
    const { city } = await openClub('Navalvillardeibora');
    const release = await keepFontsBack(page);
    await countShifts(page);
    // The load of a page waits for its fonts.
    await page.goto(`/${site.language}${path}${path === '/courts' ? search(city) : ''}`, {
      waitUntil: 'domcontentloaded',
    });
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await hasInter(page)).toBe(false);
    release();
    await expect.poll(() => hasInter(page)).toBe(true);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 200))));
    expect(await page.evaluate(() => Number(document.documentElement.dataset.shift ?? 0))).toBeLessThan(0.02);
  });
}

/** Every font waits until the answer is called. */
async function keepFontsBack(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\.woff2/, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

const hasInter = (page: Page) =>
  page.evaluate(() =>
    [...document.fonts].some(
      (face) => /inter/i.test(face.family) && face.display === 'swap' && face.status === 'loaded',
    ),
  );

/** Adds up by how much the page moves (web.dev/cls). */
const countShifts = (page: Page) =>
  page.addInitScript(() => {
    let total = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (!('value' in entry) || typeof entry.value !== 'number') continue;
        if ('hadRecentInput' in entry && entry.hadRecentInput) continue;
        total += entry.value;
        document.documentElement.dataset.shift = String(total);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
