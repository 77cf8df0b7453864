import { headers } from 'next/headers';
import { cache } from 'react';
import { identify } from './auth/identify';
import type { Context } from './context';
import { anonymousContext } from './http';
import { isLocale } from './locale';

/** Set by next-intl's half of `proxy.ts` from the path. */
const LOCALE_HEADER = 'x-next-intl-locale';

/** The context of a server component or action: who looks, in the language of the path; asked once per request. */
export const pageContext = cache(async (): Promise<Context> => {
  const incoming = new Headers(await headers());
  incoming.delete('authorization');
  const ctx = anonymousContext(incoming);
  const path = incoming.get(LOCALE_HEADER) ?? '';
  return {
    ...ctx,
    actor: await identify(incoming, ctx.now),
    locale: isLocale(path) ? path : ctx.locale,
  };
});
