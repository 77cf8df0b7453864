import NextLink from 'next/link';
import { getLocale } from 'next-intl/server';
import type { ComponentProps } from 'react';

type Props = Omit<ComponentProps<typeof NextLink>, 'href'> & { href: string };

/**
 * A link to a path without its language, which it adds. next-intl's own does so in the browser and brings its
 * message formatter along (10 KB); every link here is rendered on the server.
 */
export async function Link({ href, ...props }: Props) {
  const { pathname, search, hash } = new URL(href, 'http://pista');
  const locale = await getLocale();
  return (
    <NextLink href={{ pathname: `/${locale}${pathname === '/' ? '' : pathname}`, search, hash }} {...props} />
  );
}
