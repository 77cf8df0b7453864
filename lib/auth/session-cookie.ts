import { env } from '@/lib/core/env';
import { isHttps } from '@/lib/core/origin';

/**
 * The name of one of our cookies. `__Host-` needs https; over http the port is part of the name, because browsers
 * share cookies between the ports of one host.
 */
const cookieName = (name: string) =>
  isHttps() ? `__Host-pista-${name}` : `pista-${name}-${new URL(env().NEXTAUTH_URL).port || '80'}`;

export const sessionCookieName = () => cookieName('session');
export const csrfCookieName = () => cookieName('csrf');
export const callbackCookieName = () => cookieName('callback');
/** What proves that this browser began a sign-in at another site: verifier, state and nonce. */
export const identityCookieNames = () => ({
  pkceCodeVerifier: cookieName('verifier'),
  state: cookieName('state'),
  nonce: cookieName('nonce'),
});
/** Marks the browser in which a sign-up was typed. */
export const signUpCookieName = () => cookieName('sign-up');
/** Marks a browser in which courts are booked without an account. */
export const visitorCookieName = () => cookieName('visitor');
/** Marks a browser in which an account was opened. */
export const knownBrowserCookieName = () => cookieName('known');

export const cookieOptions = () =>
  ({ httpOnly: true, sameSite: 'lax', path: '/', secure: isHttps() }) as const;

export const readSessionCookie = (headers: Headers) => readCookie(headers, sessionCookieName());
export const readKnownBrowserCookie = (headers: Headers) => readCookie(headers, knownBrowserCookieName());
export const readVisitorCookie = (headers: Headers) => readCookie(headers, visitorCookieName());
export const readSignUpCookie = (headers: Headers) => readCookie(headers, signUpCookieName());

/** A cookie of a request. A cookie that comes twice is ignored, since either may be forged. */
function readCookie(headers: Headers, cookie: string): string | null {
  const [found, ...more] = cookiesIn(headers, cookie);
  return more.length === 0 ? (found ?? null) : null;
}

function cookiesIn(headers: Headers, cookie: string): string[] {
  const name = `${cookie}=`;
  return (headers.get('cookie') ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(name))
    .map((part) => part.slice(name.length));
}

/** The same headers with the session cookie that an action has just written, which Next leaves out. */
export function withSessionCookie(headers: Headers, written: string | undefined): Headers {
  const sent = cookiesIn(headers, sessionCookieName());
  if (written === undefined || sent.length > 1 || sent[0] === written) return headers;
  const current = new Headers(headers);
  current.set('cookie', `${sessionCookieName()}=${written}`);
  return current;
}
