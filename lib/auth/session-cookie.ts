import { env } from '@/lib/core/env';
import { isHttps } from '@/lib/core/origin';

/**
 * The name of one of our cookies. `__Host-` needs https; over plain http the port is part of the name, because
 * browsers share cookies between the ports of one host and two copies of Pista would sign each other out.
 */
const cookieName = (name: string) =>
  isHttps() ? `__Host-pista-${name}` : `pista-${name}-${new URL(env().NEXTAUTH_URL).port || '80'}`;

export const sessionCookieName = () => cookieName('session');
export const csrfCookieName = () => cookieName('csrf');
export const callbackCookieName = () => cookieName('callback');
/** Tells the browser that a sign-up was typed in from any other that opens its link. */
export const signUpCookieName = () => cookieName('sign-up');
/** Tells a browser in which an account was opened from any other that tries. */
export const knownBrowserCookieName = () => cookieName('known');

export const cookieOptions = () =>
  ({ httpOnly: true, sameSite: 'lax', path: '/', secure: isHttps() }) as const;

export const readSessionCookie = (headers: Headers) => readCookie(headers, sessionCookieName());
export const readKnownBrowserCookie = (headers: Headers) => readCookie(headers, knownBrowserCookieName());
export const readSignUpCookie = (headers: Headers) => readCookie(headers, signUpCookieName());

/** A cookie of a request; none when it comes twice, since nobody can tell which one is meant. */
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

/** The same headers with the session cookie as an action has just written it, which Next leaves out of them. */
export function withSessionCookie(headers: Headers, written: string | undefined): Headers {
  const sent = cookiesIn(headers, sessionCookieName());
  if (written === undefined || sent.length > 1 || sent[0] === written) return headers;
  const current = new Headers(headers);
  current.set('cookie', `${sessionCookieName()}=${written}`);
  return current;
}
