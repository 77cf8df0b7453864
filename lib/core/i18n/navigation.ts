import type { Route } from 'next';
import { redirect as redirectTo } from 'next/navigation';
import type { Locale } from '@/lib/core/context';

/** A path without its language, in the language given; every address of a page carries one. */
export const inLocale = (href: string, locale: Locale): Route =>
  `/${locale}${href.replace(/^\/(?=$|[?#])/, '')}` as Route;

/** Goes to a path without its language, in the language given. next-intl's own would bring its link into the browser. */
export function redirect({ href, locale }: { href: string; locale: Locale }): never {
  redirectTo(inLocale(href, locale));
}
