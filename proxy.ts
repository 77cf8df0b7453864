import { randomBytes } from 'node:crypto';
import { NextRequest, NextResponse } from 'next/server';
import createIntlProxy from 'next-intl/middleware';
import {
  cookieOptions,
  readSessionCookie,
  sessionCookieName,
  visitorCookieName,
} from './lib/auth/session-cookie';
import {
  isRenewedByPage,
  readSessionToken,
  renewSessionToken,
  SESSION_SECONDS,
} from './lib/auth/session-token';
import { newVisitor, readVisitor, sealVisitor, VISITOR_SECONDS } from './lib/auth/visitors/visitor-cookie';
import { isAppError, statusOf } from './lib/core/errors';
import { preferredLocale } from './lib/core/i18n/preferred-locale';
import { routing } from './lib/core/i18n/routing';
import { requestIdFrom } from './lib/core/request-id';
import { assertPageRequest, PAGE_METHODS } from './lib/web/assert-page-request';
import { errorResponse } from './lib/web/error-response';
import { PAGE_PATH_HEADER } from './lib/web/page-path';
import { receiveUpload } from './lib/web/receive-upload';
import { apiHeaders, contentSecurityPolicy, pageHeaders } from './lib/web/security-headers';

/**
 * For pages alone: it sets the language, the security headers and at times a new session or visitor cookie. It refuses
 * malformed page requests, but protects no page.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const endpoint = oneClickEndpoint(request);
  if (endpoint) return NextResponse.rewrite(endpoint);
  const sender = await whoUploads(request);
  try {
    await (sender
      ? receiveUpload(sender, () => assertPageRequest(request, true))
      : assertPageRequest(request));
  } catch (error) {
    if (sender && isAppError(error, 'payload_too_large')) return backToUpload(request);
    return refuse(request, error);
  }
  return passOn(request);
}

/**
 * The endpoint for the POST of a mail program to the link of a mail (RFC 8058), which comes from no page of ours. People
 * open the same link as a page, in their language.
 */
const oneClickEndpoint = ({ method, nextUrl }: NextRequest): URL | null =>
  method === 'POST' && /^\/mail-choices\/[^/]+$/.test(nextUrl.pathname)
    ? new URL(`/api/v1${nextUrl.pathname}`, nextUrl)
    : null;

/** Who sends a form to the page that takes files, as `receiveUpload` counts them. Its action asks whether they may. */
async function whoUploads({ method, nextUrl, headers }: NextRequest): Promise<string | null> {
  const cookie = method === 'POST' && UPLOADS.test(nextUrl.pathname) ? readSessionCookie(headers) : null;
  const session = cookie === null ? null : await readSessionToken(cookie, new Date());
  return session && `user:${session.sub}`;
}

/** Without scripts a file is sent however large it is, and only the page can say so in words. */
function backToUpload({ nextUrl }: NextRequest): NextResponse {
  const page = nextUrl.clone();
  page.search = '?problem=large';
  return NextResponse.redirect(page, 303);
}

const UPLOADS = /^\/[a-z]{2}\/admin\/[^/]+\/photos$/;

async function passOn(request: NextRequest): Promise<NextResponse> {
  const policy = contentSecurityPolicy(randomBytes(16).toString('base64'));
  const headers = new Headers(request.headers);
  // Next reads the nonce of its own scripts from here.
  headers.set('Content-Security-Policy', policy);
  // next-intl would read it too, but does not take es-419 for Spanish.
  headers.set('Accept-Language', preferredLocale(headers.get('accept-language')));
  headers.set(PAGE_PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search);
  const response = withLocale()(new NextRequest(request.url, { headers }));
  const secretAddress = SECRET_ADDRESS.test(request.nextUrl.pathname);
  for (const [name, value] of Object.entries(pageHeaders(policy, secretAddress))) {
    response.headers.set(name, value);
  }
  if (MAY_RETURN.test(request.nextUrl.pathname)) response.headers.set('Cache-Control', REVALIDATED);
  await renewSession(request, response);
  nameVisitor(request, response);
  return response;
}

const SECRET_ADDRESS = /\/(?:sign-in\/link|my-booking\/[^/]+)$/;

function refuse({ headers }: NextRequest, error: unknown): NextResponse {
  const answer = errorResponse(error, requestIdFrom(headers.get('x-request-id')));
  const response = new NextResponse(answer.body, answer);
  for (const [name, value] of Object.entries(apiHeaders())) response.headers.set(name, value);
  if (response.status === statusOf('method_not_allowed')) {
    response.headers.set('Allow', PAGE_METHODS.join(', '));
  }
  return response;
}

let intlProxy: ReturnType<typeof createIntlProxy> | undefined;

/** Made at the first request, since a build has no environment. */
function withLocale(): ReturnType<typeof createIntlProxy> {
  const { secure, sameSite } = cookieOptions();
  intlProxy ??= createIntlProxy({ ...routing, localeCookie: { secure, sameSite } });
  return intlProxy;
}

/**
 * The pages that a browser may restore from its cache (web.dev/articles/bfcache): home, results and clubs. The others
 * hold personal data and keep Next's `no-store`, so that Back shows nothing after a sign-out.
 */
const MAY_RETURN = new RegExp(`^/(?:${routing.locales.join('|')})(?:/courts|/clubs/[^/]+)?/?$`);
const REVALIDATED = 'private, no-cache, max-age=0, must-revalidate';

/** Everything but the API, photos, plans, share pictures, files of Next, the metrics, and what browsers and crawlers read. */
export const config = {
  matcher:
    '/((?!(?:api|files|icons|plans|share|sitemaps|_next)(?:/|$)|(?:metrics|favicon\\.ico|icon\\.svg|apple-icon\\.png|manifest\\.webmanifest|robots\\.txt|sitemap\\.xml)$).*)',
};

/**
 * The first page view of a browser gives it a cookie, by which it can hold a court without an account. One that we
 * cannot read any more is replaced.
 */
function nameVisitor({ method, headers, nextUrl }: NextRequest, response: NextResponse): void {
  if (method !== 'GET' || !MAY_RETURN.test(nextUrl.pathname)) return;
  if (readSessionCookie(headers) !== null || readVisitor(headers) !== null) return;
  response.cookies.set(visitorCookieName(), sealVisitor(newVisitor()), {
    ...cookieOptions(),
    maxAge: VISITOR_SECONDS,
  });
}

/** A page view prolongs a session. An action does not, because it may begin or end one. */
async function renewSession(request: NextRequest, response: NextResponse): Promise<void> {
  const cookie = request.method === 'GET' ? readSessionCookie(request.headers) : null;
  const now = new Date();
  const session = cookie === null ? null : await readSessionToken(cookie, now);
  if (!session || !isRenewedByPage(session, now)) return;
  response.cookies.set(sessionCookieName(), await renewSessionToken(session), {
    ...cookieOptions(),
    maxAge: SESSION_SECONDS[session.life].idle,
  });
}
