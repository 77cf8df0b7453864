import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** No rule of axe's default set is broken, anywhere on the page. */
export async function expectAccessible(page: Page): Promise<void> {
  // It is streamed behind the page.
  await expect(page).toHaveTitle(/./);
  expectNone(page, await new AxeBuilder({ page }).analyze());
}

/** The visible text of a control is part of its accessible name (WCAG 2.5.3), a rule that axe calls experimental. */
export async function expectLabelsInNames(page: Page): Promise<void> {
  const rule = 'label-content-name-mismatch';
  const only = new AxeBuilder({ page }).options({ runOnly: [rule], rules: { [rule]: { enabled: true } } });
  expectNone(page, await only.analyze());
}

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
