import NextLink from 'next/link';
import { getLocale } from 'next-intl/server';
import type { ComponentProps } from 'react';
import { inLocale } from '@/lib/core/i18n/navigation';
import { LinkPending } from './link-pending';

type Props = Omit<ComponentProps<typeof NextLink>, 'href' | 'prefetch'> & { href: string };

/**
 * A link to a path without its language, which it adds. next-intl's own does so in the browser and brings its
 * message formatter along (10 KB); every link here is rendered on the server. Nothing is fetched before it is
 * followed: each page is made for its reader and moment, and a list of clubs would ask for thirty of them. Until it is
 * there the link shows that it was heard; a `loading.tsx` would say so too, but hides the page from whoever has no
 * scripts.
 */
export async function Link({ href, children, ...props }: Props) {
  return (
    <NextLink href={inLocale(href, await getLocale())} prefetch={false} {...props}>
      {children}
      <LinkPending />
    </NextLink>
  );
}
