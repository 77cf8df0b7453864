import { expect, type Locator, type Page } from '@playwright/test';
import { createTranslator } from 'next-intl';
import type { Locale } from '@/lib/core/context';
import { formatMoney, formatShortMoney } from '@/lib/core/money';
import english from '@/messages/en.json' with { type: 'json' };
import spanish from '@/messages/es.json' with { type: 'json' };

const WORDS = { es: spanish, en: english };
const translator = (language: Locale) => createTranslator({ locale: language, messages: WORDS[language] });

/** A tab on the site and its language. */
export type Site = {
  page: Page;
  language: Locale;
  /** The app's own messages. */
  t: ReturnType<typeof translator>;
  euros: (amountMinor: number) => string;
  /** As on a chip, without zero decimals. */
  shortEuros: (amountMinor: number) => string;
  /** Goes to a path without its language. */
  open: (path: string) => Promise<unknown>;
};

export const siteIn = (page: Page, language: Locale): Site => ({
  page,
  language,
  t: translator(language),
  euros: (amountMinor) => formatMoney(amountMinor, 'EUR', language),
  shortEuros: (amountMinor) => formatShortMoney(amountMinor, 'EUR', language),
  open: (path) => page.goto(`/${language}${path}`),
});

/** The same on another server than the one under test. */
export const siteAt = (page: Page, language: Locale, origin: string): Site => ({
  ...siteIn(page, language),
  open: (path) => page.goto(`${origin}/${language}${path}`),
});

/** Resolves once the scripts of the page answer for this element, which may be seen before. */
export async function untilScripted(element: Locator): Promise<void> {
  const answers = (node: Element) => Object.keys(node).some((key) => key.startsWith('__reactProps'));
  await expect.poll(() => element.first().evaluate(answers)).toBe(true);
}

/** Blocks live messages in a tab, as a proxy without sockets does. */
export const cutLiveLine = (page: Page) => page.routeWebSocket(/\/ws\/notifications/, () => {});

/** Resolves once a tab that is opened later has subscribed to a day's slots, or to what waits for a club. */
export async function untilWatching(
  page: Page,
  answer: 'subscribed' | 'waiting_watched' = 'subscribed',
): Promise<void> {
  const line = await page.waitForEvent('websocket', (socket) => socket.url().includes('/ws/notifications'));
  await line.waitForEvent('framereceived', ({ payload }) => String(payload).includes(`"${answer}"`));
}
