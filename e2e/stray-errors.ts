import type { BrowserContext } from '@playwright/test';
import { baseUrl, sandboxUrl } from './environment';

/** Collects the console errors and uncaught exceptions of the app's pages. */
export function watchErrors(
  context: BrowserContext,
  expected: readonly RegExp[],
  stray: string[] = [],
): string[] {
  const note = (text: string) => {
    if (!expected.some((pattern) => pattern.test(text))) stray.push(text);
  };
  context.on('weberror', (failure) => note(String(failure.error().stack ?? failure.error())));
  context.on('console', (message) => {
    const ours = message.page()?.url().startsWith(baseUrl());
    const [url, text] = [message.location().url, message.text()];
    if (ours && message.type() === 'error' && !isDecline(url, text) && !isEnded(url, text)) {
      note(`${text} (${url})`);
    }
  });
  return stray;
}

/** Browsers log every 4xx, and Stripe declines a card with a 402. */
const isDecline = (url: string, text: string) =>
  url.startsWith(`${sandboxUrl('stripe')}/v1/`) && text.includes('status of 402');

/** The live line of a page that is left may ask once more for a session that has ended: for a ticket, or with one. */
const isEnded = (url: string, text: string) =>
  (url === `${baseUrl()}/api/v1/notifications/ticket` && text.includes('status of 401')) ||
  /^WebSocket connection to '\S+\/ws\/notifications\?\S+' failed: HTTP Authentication failed/.test(text);
