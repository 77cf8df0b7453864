import { notFound } from 'next/navigation';
import { isAppError } from '@/lib/core/errors';
import { redirect } from '@/lib/core/i18n/navigation';
import { pageContext } from '@/lib/web/page-context';

/**
 * Runs a verb for a page: what does not exist becomes the 404 page, and who is not signed in goes to sign in and
 * comes back to `back`, a path without its language.
 */
export async function orNotFound<Result>(work: Promise<Result>, back: string): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (isAppError(error, 'not_found')) notFound();
    if (isAppError(error, 'unauthenticated')) {
      const { locale } = await pageContext();
      redirect({ href: signInHref(back, locale), locale });
    }
    throw error;
  }
}

/** The way to the sign-in page and from there back to a path that has no language yet. */
export const signInHref = (back: string, locale: string) =>
  `/sign-in?${new URLSearchParams({ callbackUrl: `/${locale}${back}` })}`;
