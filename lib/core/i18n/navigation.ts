import type { Route } from 'next';
import { redirect as redirectTo } from 'next/navigation';
import type { Locale } from '@/lib/core/context';

/** A path in the language given. Every address of a page carries one. */
export const inLocale = (href: string, locale: Locale): Route =>
  `/${locale}${href.replace(/^\/(?=$|[?#])/, '')}` as Route;

/** Redirects to a path in the language given. next-intl's own `redirect` would bring its link into the browser. */
export function redirect({ href, locale }: { href: string; locale: Locale }): never {
  redirectTo(inLocale(href, locale));
}
