import { notFound } from 'next/navigation';
import type { Context } from '@/lib/core/context';
import { redirect } from '@/lib/core/i18n/navigation';
import { pageContext } from '@/lib/web/page-context';
import { signInHref } from '@/lib/web/sign-in-href';

/**
 * The context of a page for operators. An anonymous reader signs in and returns to `back`, a path without its
 * language; others get the 404 page.
 */
export async function operatorContext(back: string): Promise<Context> {
  const ctx = await pageContext();
  const { actor, locale } = ctx;
  if (actor.kind !== 'person') return redirect({ href: signInHref(back, locale), locale });
  if (!actor.operator) notFound();
  return ctx;
}
