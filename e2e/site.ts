import type { Page } from '@playwright/test';
import { createTranslator } from 'next-intl';
import type { Locale } from '@/lib/core/context';
import { formatMoney, formatShortMoney } from '@/lib/core/money';
import english from '@/messages/en.json' with { type: 'json' };
import spanish from '@/messages/es.json' with { type: 'json' };

const WORDS = { es: spanish, en: english };
const translator = (language: Locale) => createTranslator({ locale: language, messages: WORDS[language] });

/** A tab on the site and the words it is read with. */
export type Site = {
  page: Page;
  language: Locale;
  /** The app's own words. */
  t: ReturnType<typeof translator>;
  euros: (amountMinor: number) => string;
  /** As on a chip: without decimals that are nought. */
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

/** Leaves a tab without live messages, as behind a proxy that lets no socket through. */
export const cutLiveLine = (page: Page) => page.routeWebSocket(/\/ws\/notifications/, () => {});

/** Comes back once a tab, which is opened after this is called, is told of every slot that changes hands. */
export async function untilWatching(page: Page): Promise<void> {
  const line = await page.waitForEvent('websocket', (socket) => socket.url().includes('/ws/notifications'));
  await line.waitForEvent('framereceived', ({ payload }) => String(payload).includes('"subscribed"'));
}
