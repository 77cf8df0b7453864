import { notFound } from 'next/navigation';
import { isAppError } from '@/lib/core/errors';
import { redirect } from '@/lib/core/i18n/navigation';
import { pageContext } from '@/lib/web/page-context';
import { signInHref } from '@/lib/web/sign-in-href';

/**
 * Runs a verb for a page: `not_found` becomes the 404 page, and an anonymous reader signs in and returns to `back`, a
 * path without its language.
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
