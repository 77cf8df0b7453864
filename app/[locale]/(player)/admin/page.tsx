import { notFound } from 'next/navigation';
import { redirect } from '@/lib/core/i18n/navigation';
import { findWorkplace } from '@/lib/desk/open-desk';
import { pageContext } from '@/lib/web/page-context';
import { signInHref } from '@/lib/web/sign-in-href';

/** Sends operators to their pages, and staff to those of their first club. */
export default async function StaffPage() {
  const { actor, locale } = await pageContext();
  if (actor.kind !== 'person') return redirect({ href: signInHref('/admin', locale), locale });
  const href = await findWorkplace(actor);
  return href ? redirect({ href, locale }) : notFound();
}
