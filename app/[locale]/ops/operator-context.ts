import { notFound } from 'next/navigation';
import type { Context } from '@/lib/core/context';
import { redirect } from '@/lib/core/i18n/navigation';
import { pageContext } from '@/lib/web/page-context';
import { signInHref } from '../or-not-found';

/**
 * The context of a page for operators alone. Who is not signed in goes to sign in and comes back to `back`, a path
 * without its language; anybody else finds nothing there.
 */
export async function operatorContext(back: string): Promise<Context> {
  const ctx = await pageContext();
  const { actor, locale } = ctx;
  if (actor.kind !== 'person') return redirect({ href: signInHref(back, locale), locale });
  if (!actor.operator) notFound();
  return ctx;
}
