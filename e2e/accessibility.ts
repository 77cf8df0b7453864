import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** No rule of axe's default set is broken, nor the one on labels in names, anywhere on the page. */
export async function expectAccessible(page: Page): Promise<void> {
  // WCAG 2.5.3; axe holds it back as experimental.
  const { violations } = await new AxeBuilder({ page })
    .options({ rules: { 'label-content-name-mismatch': { enabled: true } } })
    .analyze();
  const told = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    at: nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`),
  }));
  expect(told, page.url()).toEqual([]);
}

/** Nothing sticks out at the side; what scrolls within itself, such as a grid, does not count. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow, page.url()).toBe(0);
}
