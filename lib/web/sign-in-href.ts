import { sitePaths } from '@/lib/core/i18n/site-paths';

/** The sign-in page with the way back to a path without its language. */
export const signInHref = (back: string, locale: string) =>
  `${sitePaths.signIn}?${new URLSearchParams({ callbackUrl: `/${locale}${back}` })}`;
