import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** No rule of axe's default set is broken, anywhere on the page. */
export async function expectAccessible(page: Page): Promise<void> {
  // React takes the title of the page before away for a moment.
  await expect(page).toHaveTitle(/\S/);
  expectNone(page, await axeOn(page).analyze());
}

/** The same in the light and in the dark theme, by day again afterwards. */
export async function expectAccessibleInBothThemes(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    // Colours on their way from one theme to the other are of neither.
    await page.evaluate(async () => {
      const ways = document.getAnimations().filter((one) => one instanceof CSSTransition);
      // One that is not drawn never ends.
      const atMost = new Promise((resolve) => setTimeout(resolve, 2_000));
      await Promise.race([Promise.allSettled(ways.map(({ finished }) => finished)), atMost]);
    });
    await expectAccessible(page);
  }
}

/** The visible text of a control is part of its accessible name (WCAG 2.5.3), a rule that axe calls experimental. */
export async function expectLabelsInNames(page: Page): Promise<void> {
  const rule = 'label-content-name-mismatch';
  const only = { runOnly: [rule], rules: { [rule]: { enabled: true } } };
  expectNone(page, await axeOn(page, only).analyze());
}

/** Nothing is embedded from another site, so that no second page has to judge what the frames tell. */
const axeOn = (page: Page, options: Parameters<AxeBuilder['options']>[0] = {}) =>
  new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'], ...options });

function expectNone(page: Page, { violations }: Awaited<ReturnType<AxeBuilder['analyze']>>): void {
  const told = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    at: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`),
  }));
  expect(told, page.url()).toEqual([]);
}

/** Nothing is wider than the window, except what scrolls within itself. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, page.url()).toBe(0);
}
