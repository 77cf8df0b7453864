import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { clientAddress } from '@/lib/core/client-address';
import { seal, unseal } from '@/lib/core/seal';
import { readKnownBrowserCookie } from './session-cookie';

export const KNOWN_BROWSER_SECONDS = 180 * 86_400;
const PURPOSE = 'known-browser';

const knownBrowser = z.object({ email: z.string(), browser: z.string(), untilMs: z.number() });

/**
 * The cookie of a browser in which this account was opened (OWASP, "Slow Down Online Guessing with Device Cookies").
 */
export function sealKnownBrowser(email: string): string {
  const untilMs = Date.now() + KNOWN_BROWSER_SECONDS * 1000;
  const browser = randomBytes(16).toString('hex');
  return seal(PURPOSE, JSON.stringify({ email, browser, untilMs } satisfies z.infer<typeof knownBrowser>));
}

/**
 * Who tries to open an account: a browser in which it was opened before, or a stranger at an address. They are
 * counted apart, so that strangers cannot use up the owner's tries.
 */
export type Asker = { kind: 'known'; browser: string } | { kind: 'stranger'; address: string };

export function askerOf(headers: Headers, email: string): Asker {
  const known = openKnownBrowser(readKnownBrowserCookie(headers));
  return known?.email === email && known.untilMs > Date.now()
    ? { kind: 'known', browser: known.browser }
    : { kind: 'stranger', address: clientAddress(headers) };
}

function openKnownBrowser(sealed: string | null) {
  if (sealed === null) return null;
  try {
    return knownBrowser.parse(JSON.parse(unseal(PURPOSE, sealed)));
  } catch {
    // A forged cookie, or one sealed under an old secret, counts as a stranger's.
    return null;
  }
}
