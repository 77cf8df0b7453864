import { randomBytes } from 'node:crypto';
import type { Route } from 'next';
import { cookies, headers } from 'next/headers';
import { NextRequest, NextResponse } from 'next/server';
import NextAuth from 'next-auth';
import { env } from '@/lib/core/env';
import { HOME, safePath } from '@/lib/core/input/safe-path';
import { sha256 } from '@/lib/core/seal';
import { authErrorOf } from './auth-error';
import { authOptions } from './config';
import { KNOWN_BROWSER_SECONDS } from './known-browser';
import { callbackCookieName, cookieOptions, csrfCookieName, knownBrowserCookieName } from './session-cookie';

/** next-auth's answer to a request for one of its own paths. */
export async function askNextAuth(request: Request, nextauth: string[]): Promise<Response> {
  const jar = await cookies();
  const kept = jar.get(callbackCookieName())?.value;
  // A cookie that leads elsewhere would make next-auth report a configuration error.
  if (kept !== undefined && safePath(kept) === null) jar.delete(callbackCookieName());
  const options = authOptions({
    headers: await headers(),
    keepKnown: (sealed) =>
      jar.set(knownBrowserCookieName(), sealed, { ...cookieOptions(), maxAge: KNOWN_BROWSER_SECONDS }),
  });
  return NextAuth(new NextRequest(request), { params: Promise.resolve({ nextauth }) }, options);
}

type Post = {
  path: ['callback', 'password' | 'passkey' | 'email'] | ['signin', 'email'] | ['signout'];
  body?: Record<string, string>;
  query?: Record<string, string>;
};

/**
 * Does a POST to next-auth within a server action, so that forms work without scripts. The action has checked the
 * Origin; the CSRF pair is made for this one call.
 * @returns the path of Pista it leads to
 * @throws AppError for every refusal
 */
export async function postToNextAuth({ path, body = {}, query = {} }: Post): Promise<Route> {
  const jar = await cookies();
  const csrfToken = randomBytes(32).toString('hex');
  jar.set(csrfCookieName(), `${csrfToken}|${sha256(csrfToken + env().NEXTAUTH_SECRET)}`, cookieOptions());
  const url = new URL(`/api/auth/${path.join('/')}?${new URLSearchParams(query)}`, env().NEXTAUTH_URL);
  const request = new Request(url, { method: 'POST', body: new URLSearchParams({ ...body, csrfToken }) });
  const response = await askNextAuth(request, path);
  for (const cookie of new NextResponse(null, { headers: response.headers }).cookies.getAll())
    jar.set(cookie);
  const location = new URL(response.headers.get('location') ?? '/', env().NEXTAUTH_URL);
  const error = location.searchParams.get('error');
  if (error !== null) throw authErrorOf(error);
  return safePath(location.href) ?? HOME;
}
