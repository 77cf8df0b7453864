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
    if (ours && message.type() === 'error' && !isDecline(message.location().url, message.text())) {
      note(`${message.text()} (${message.location().url})`);
    }
  });
  return stray;
}

/** Browsers log every 4xx, and Stripe declines a card with a 402. */
const isDecline = (url: string, text: string) =>
  url.startsWith(`${sandboxUrl('stripe')}/v1/`) && text.includes('status of 402');
