import { z } from 'zod';
import { askNextAuth } from '@/lib/auth/next-auth-request';
import { viaCode } from '@/lib/auth/identities/via-code';
import { readAuthForm } from '@/lib/auth/read-auth-form';
import { env } from '@/lib/core/env';
import { AppError, notFound } from '@/lib/core/errors';
import { safePath } from '@/lib/core/input/safe-path';
import { assertSameOrigin } from '@/lib/core/origin';
import { methodNotAllowed } from '@/lib/web/method-not-allowed';
import { route } from '@/lib/web/route';

/**
 * The actions of next-auth that are served. Its `_log` would log a stranger's text, and its POST to `session` changes
 * nothing.
 */
const READS = ['csrf', 'session', 'providers', 'signin', 'signout', 'callback', 'error', 'verify-request'];
const WRITES = ['signin', 'signout', 'callback'];

const params = z.object({ nextauth: z.array(z.string()).nonempty() });

/** Viewing a mailed link must not use it, so next-auth's own address of it redirects to our page. */
export const GET = route(
  { auth: 'public', limit: 'none', body: 'raw', params },
  async ({ request, params: { nextauth } }) => {
    assertServed(nextauth, READS);
    const { search } = assertOwnCallback(request);
    if (nextauth.join('/') === 'callback/email') {
      const { href } = new URL(`/sign-in/link${search}`, env().NEXTAUTH_URL);
      // The headers of `Response.redirect` cannot be changed, and each answer gets some.
      return new Response(null, { status: 303, headers: { Location: href } });
    }
    return viaCode(await askNextAuth(request, nextauth));
  },
);

/** Next-auth does not check its e-mail callback against other sites, so every POST is checked and bounded here. */
export const POST = route(
  { auth: 'public', limit: 'none', body: 'raw', params },
  async ({ request, params: { nextauth } }) => {
    if (nextauth.join('/') === 'callback/apple') return askedOfApple(request);
    assertSameOrigin(request.headers);
    assertServed(nextauth, WRITES);
    const { href } = assertOwnCallback(request);
    const body = await readAuthForm(request);
    return askNextAuth(new Request(href, { method: 'POST', body }), nextauth);
  },
);

/**
 * Apple's page posts its answer, and browsers send no cookie of ours with a POST from another site. They do with the
 * GET that it becomes here, whose state and nonce prove that this browser asked.
 */
async function askedOfApple(request: Request): Promise<Response> {
  const fields = [...(await readAuthForm(request))].filter(([name]) => APPLE_ANSWER.includes(name));
  const given = new URLSearchParams(fields);
  const { href } = new URL(`/api/auth/callback/apple?${given}`, env().NEXTAUTH_URL);
  return new Response(null, { status: 303, headers: { Location: href } });
}

/** What is in an answer (OpenID Connect Core 3.1.2.5), perhaps with its issuer (RFC 9207). */
const APPLE_ANSWER = ['code', 'state', 'error', 'iss'];

function assertServed([action]: string[], served: string[]): void {
  if (action === undefined || !served.includes(action)) throw notFound('endpoint');
}

function assertOwnCallback({ url }: Request): URL {
  const address = new URL(url);
  const callbackUrl = address.searchParams.get('callbackUrl');
  if (callbackUrl !== null && safePath(callbackUrl) === null) {
    throw new AppError('invalid_input', 'callbackUrl must be a page of Pista.');
  }
  return address;
}

export const { PUT, PATCH, DELETE, OPTIONS } = methodNotAllowed({ GET, POST });
