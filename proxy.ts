import { randomBytes } from 'node:crypto';
import { NextRequest, type NextResponse } from 'next/server';
import createIntlProxy from 'next-intl/middleware';
import { cookieOptions, readSessionCookie, sessionCookieName } from './lib/auth/session-cookie';
import { readSessionToken, renewSessionToken, SESSION_SECONDS } from './lib/auth/session-token';
import { routing } from './lib/i18n/routing';
import { preferredLocale } from './lib/preferred-locale';
import { contentSecurityPolicy, pageHeaders } from './lib/security-headers';

const withLocale = createIntlProxy(routing);

/** Pages alone: each gets its language, its security headers and, now and then, a fresh session cookie. It guards nothing. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const policy = contentSecurityPolicy(randomBytes(16).toString('base64'));
  const headers = new Headers(request.headers);
  // Next reads the nonce of its own scripts from here.
  headers.set('Content-Security-Policy', policy);
  // next-intl would read it as well, but takes es-419 for no Spanish.
  headers.set('Accept-Language', preferredLocale(headers.get('accept-language')));
  const response = withLocale(new NextRequest(request, { headers }));
  const secretAddress = request.nextUrl.pathname.endsWith('/sign-in/link');
  for (const [name, value] of Object.entries(pageHeaders(policy, secretAddress))) {
    response.headers.set(name, value);
  }
  if (MAY_RETURN.test(request.nextUrl.pathname)) response.headers.set('Cache-Control', REVALIDATED);
  await renewSession(request, response);
  return response;
}

/**
 * The pages that a browser may bring back whole when somebody returns (web.dev/articles/bfcache): home, results and
 * clubs. The others show what is one person's own and keep Next's `no-store`, so that Back shows nothing of it to
 * whoever comes after a sign-out.
 */
const MAY_RETURN = new RegExp(`^/(?:${routing.locales.join('|')})(?:/courts|/clubs/[^/]+)?/?$`);
const REVALIDATED = 'private, no-cache, max-age=0, must-revalidate';

/** All but what is no page, and the two files that `app/` serves at the root. */
export const config = { matcher: '/((?!api|_next|metrics|ws|favicon\\.ico$|icon\\.svg$).*)' };

const RENEW_AFTER_SECONDS = 300;

/** Looking at a page keeps a session alive. An action does not: it may be the one that begins or ends it. */
async function renewSession(request: NextRequest, response: NextResponse): Promise<void> {
  const cookie = request.method === 'GET' ? readSessionCookie(request.headers) : null;
  const now = new Date();
  const session = cookie === null ? null : await readSessionToken(cookie, now);
  if (!session || now.getTime() / 1000 - session.iat < RENEW_AFTER_SECONDS) return;
  response.cookies.set(sessionCookieName(), await renewSessionToken(session), {
    ...cookieOptions(),
    maxAge: SESSION_SECONDS[session.life].idle,
  });
}
