import { randomBytes } from 'node:crypto';
import type { Route } from 'next';
import { cookies, headers } from 'next/headers';
import { NextRequest, NextResponse } from 'next/server';
import NextAuth from 'next-auth';
import { env } from '@/lib/core/env';
import { HOME, safePath } from '@/lib/core/input/safe-path';
import { sha256 } from '@/lib/core/seal';
import { z } from 'zod';
import type { Identity } from './identities/identities';
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
  path: ['callback', 'password' | 'passkey' | 'email'] | ['signin', 'email' | Identity] | ['signout'];
  body?: Record<string, string>;
  query?: Record<string, string>;
};

/**
 * Does a POST to next-auth within a server action, so that forms work without scripts. The action has checked the
 * Origin; the CSRF pair is made for this one call.
 * @returns the path of Pista it leads to
 * @throws AppError for every refusal
 */
export async function postToNextAuth(post: Post): Promise<Route> {
  return safePath((await ask(post)).href) ?? HOME;
}

const address = z.templateLiteral([z.enum(['http', 'https']), '://', z.string()]);

/**
 * Begins a sign-in at another site within a server action.
 * @returns the page of that site
 * @throws AppError `service_unavailable` where it cannot be reached
 */
export const beginIdentity = async (identity: Identity, callbackUrl: string) =>
  address.parse((await ask({ path: ['signin', identity], body: { callbackUrl } })).href);

async function ask({ path, body = {}, query = {} }: Post): Promise<URL> {
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
  return location;
}
