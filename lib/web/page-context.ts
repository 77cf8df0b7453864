import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import { identify } from '@/lib/auth/identify';
import { sessionCookieName, withSessionCookie } from '@/lib/auth/session-cookie';
import type { Context } from '@/lib/core/context';
import { redirect } from '@/lib/core/i18n/navigation';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { isLocale } from '@/lib/core/locale';
import { PAGE_PATH_HEADER } from './page-path';
import { anonymousContext } from './route';

/** next-intl's half of `proxy.ts` sets it from the path. */
const LOCALE_HEADER = 'x-next-intl-locale';

/** The context of a page or action without an actor, in the language of the path. */
export function visitContext(incoming: Headers): Context {
  const ctx = anonymousContext(incoming);
  const path = incoming.get(LOCALE_HEADER) ?? '';
  return { ...ctx, locale: isLocale(path) ? path : ctx.locale };
}

/** The same context with its actor, who is read from the cookie alone. */
export async function recognise(ctx: Context, incoming: Headers): Promise<Context> {
  const withoutKey = new Headers(incoming);
  withoutKey.delete('authorization');
  return { ...ctx, actor: await identify(withoutKey, ctx.now) };
}

/**
 * The context of the page where an operator sets up the second factor. Every other page leads there until it is set
 * up.
 */
export const enrolmentContext = cache(async (): Promise<Context> => {
  const [incoming, jar] = await Promise.all([headers(), cookies()]);
  const written = jar.get(sessionCookieName())?.value;
  return recognise(visitContext(incoming), withSessionCookie(incoming, written));
});

/**
 * The context of a page: its actor, in the language of the path, read once per request. An operator without a second
 * factor is led to the page that sets it up, and from there back.
 */
export const pageContext = cache(async (): Promise<Context> => {
  const ctx = await enrolmentContext();
  const { actor, locale } = ctx;
  if (actor.kind === 'unproven' && actor.needs === 'enrolment') {
    const callbackUrl = (await headers()).get(PAGE_PATH_HEADER) ?? '';
    redirect({ href: `${sitePaths.secondFactor}?${new URLSearchParams({ callbackUrl })}`, locale });
  }
  return ctx;
});
