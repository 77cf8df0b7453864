import { redirect } from '@/lib/core/i18n/navigation';
import { pageContext } from '@/lib/web/page-context';

/** Ends an action by leading to a path without its language. */
export async function goTo(href: string): Promise<never> {
  const { locale } = await pageContext();
  return redirect({ href, locale });
}
