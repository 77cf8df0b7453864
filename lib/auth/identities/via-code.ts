import { NextResponse } from 'next/server';
import { env } from '@/lib/core/env';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { HOME, safePath } from '@/lib/core/input/safe-path';
import { localeOfPath } from '@/lib/core/i18n/locale-of-path';
import { identify } from '../identify';
import { sessionCookieName } from '../session-cookie';

/** The same answer of next-auth, but for a person with a second factor by way of the page that asks for its code. */
export async function viaCode(answer: Response): Promise<Response> {
  const session = new NextResponse(null, { headers: answer.headers }).cookies.get(sessionCookieName());
  if (!session?.value) return answer;
  const headers = new Headers({ cookie: `${session.name}=${session.value}` });
  const actor = await identify(headers, new Date());
  if (actor.kind !== 'unproven' || actor.needs !== 'code') return answer;
  const callbackUrl = safePath(answer.headers.get('location') ?? HOME) ?? HOME;
  const code = `/${localeOfPath(callbackUrl)}${sitePaths.signInCode}?${new URLSearchParams({ callbackUrl })}`;
  const led = new Response(null, answer);
  led.headers.set('location', new URL(code, env().NEXTAUTH_URL).href);
  return led;
}
