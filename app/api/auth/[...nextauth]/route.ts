import NextAuth from 'next-auth';
import type { NextRequest } from 'next/server';
import { authOptions } from '@/lib/auth/config';
import { safePath } from '@/lib/auth/safe-path';
import { env } from '@/lib/env';
import { AppError } from '@/lib/errors';
import { errorResponse } from '@/lib/error-response';
import { anonymousContext } from '@/lib/http';
import { assertSameOrigin } from '@/lib/origin';
import { withBoundedBody } from '@/lib/with-bounded-body';

type Params = { params: Promise<{ nextauth: string[] }> };

/** A mailed link must not be used up by being looked at: opening next-auth's own address of it leads to our page. */
export async function GET(request: NextRequest, context: Params): Promise<Response> {
  const { nextauth } = await context.params;
  const { search, searchParams } = request.nextUrl;
  const callbackUrl = searchParams.get('callbackUrl');
  if (callbackUrl !== null && safePath(callbackUrl) === null) {
    return refuse(request, new AppError('invalid_input', 'callbackUrl must be a page of Pista.'));
  }
  if (nextauth.join('/') === 'callback/email') {
    return Response.redirect(new URL(`/sign-in/link${search}`, env().NEXTAUTH_URL), 303);
  }
  return NextAuth(request, context, authOptions());
}

/** Next-auth does not check its e-mail callback against other sites, so every POST is checked here, and bounded. */
export async function POST(request: NextRequest, context: Params): Promise<Response> {
  return withBoundedBody(request, 16 * 1024, (bounded) => {
    assertSameOrigin(bounded.headers);
    return NextAuth(bounded, context, authOptions());
  });
}

const refuse = (request: Request, error: AppError) =>
  errorResponse(error, anonymousContext(request.headers).requestId);
