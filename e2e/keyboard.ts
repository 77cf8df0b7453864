import type { Locator, Page } from '@playwright/test';

const MOST_STOPS = 120;

/** Presses a key until an element has the focus, as somebody without a mouse does. */
export async function pressTo(element: Locator, key = 'Tab'): Promise<void> {
  await element.waitFor({ state: 'attached' });
  for (let stop = 0; stop < MOST_STOPS; stop += 1) {
    if (await element.evaluate((node) => node === document.activeElement)) return;
    await element.page().keyboard.press(key);
  }
  throw new Error(`${key} does not lead to ${element}`);
}

/** Presses these keys one after another. */
export async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}
