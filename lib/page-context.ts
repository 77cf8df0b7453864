import { headers } from 'next/headers';
import { cache } from 'react';
import { identify } from './auth/identify';
import type { Context } from './context';
import { anonymousContext } from './http';
import { isLocale } from './locale';

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

/** The context of a server component: who looks, in the language of the path; asked once per request. */
export const pageContext = cache(async (): Promise<Context> => {
  const incoming = await headers();
  return recognise(visitContext(incoming), incoming);
});
