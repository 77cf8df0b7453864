import NextLink from 'next/link';
import { getLocale } from 'next-intl/server';
import type { ComponentProps } from 'react';
import { inLocale } from '@/lib/i18n/navigation';

type Props = Omit<ComponentProps<typeof NextLink>, 'href' | 'prefetch'> & { href: string };

/**
 * A link to a path without its language, which it adds. next-intl's own does so in the browser and brings its
 * message formatter along (10 KB); every link here is rendered on the server. Nothing is fetched before it is
 * followed: each page is made for its reader and moment, and a list of clubs would ask for thirty of them.
 */
export async function Link({ href, ...props }: Props) {
  return <NextLink href={inLocale(href, await getLocale())} prefetch={false} {...props} />;
}
