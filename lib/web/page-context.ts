import { cookies, headers } from 'next/headers';
import { cache } from 'react';
import { identify } from '@/lib/auth/identify';
import { sessionCookieName, withSessionCookie } from '@/lib/auth/session-cookie';
import type { Context } from '@/lib/core/context';
import { redirect } from '@/lib/core/i18n/navigation';
import { sitePaths } from '@/lib/core/i18n/site-paths';
import { isLocale } from '@/lib/core/locale';
import { anonymousContext } from './route';

/** Set by next-intl's half of `proxy.ts` from the path. */
const LOCALE_HEADER = 'x-next-intl-locale';

/** The context of a server component or action before anybody has looked who it is, in the language of the path. */
export function visitContext(incoming: Headers): Context {
  const ctx = anonymousContext(incoming);
  const path = incoming.get(LOCALE_HEADER) ?? '';
  return { ...ctx, locale: isLocale(path) ? path : ctx.locale };
}

/** The same with who it is, by the cookie alone. */
export async function recognise(ctx: Context, incoming: Headers): Promise<Context> {
  const withoutKey = new Headers(incoming);
  withoutKey.delete('authorization');
  return { ...ctx, actor: await identify(withoutKey, ctx.now) };
}

/** The same for the page where an operator sets up the second factor that every other page asks for. */
export const enrolmentContext = cache(async (): Promise<Context> => {
  const [incoming, jar] = await Promise.all([headers(), cookies()]);
  const written = jar.get(sessionCookieName())?.value;
  return recognise(visitContext(incoming), withSessionCookie(incoming, written));
});

/**
 * The context of a server component: who looks, in the language of the path; asked once per request. An operator who
 * must set up a second factor is led to the page that does.
 */
export const pageContext = cache(async (): Promise<Context> => {
  const ctx = await enrolmentContext();
  const { actor, locale } = ctx;
  if (actor.kind === 'unproven' && actor.needs === 'enrolment')
    redirect({ href: sitePaths.secondFactor, locale });
  return ctx;
});
