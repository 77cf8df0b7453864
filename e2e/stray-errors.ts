import type { BrowserContext } from '@playwright/test';
import { baseUrl, sandboxUrl } from './environment';

/** Collects what every page of the app complains of in a browser: console errors and exceptions nobody caught. */
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

/** Browsers log every 4xx; with Stripe a 402 is how a card is declined. */
const isDecline = (url: string, text: string) =>
  url.startsWith(`${sandboxUrl('stripe')}/v1/`) && text.includes('status of 402');
