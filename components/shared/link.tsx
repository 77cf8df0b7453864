import NextLink from 'next/link';
import { getLocale } from 'next-intl/server';
import type { ComponentProps } from 'react';
import { inLocale } from '@/lib/core/i18n/navigation';
import { LinkPending } from './link-pending';

type Props = Omit<ComponentProps<typeof NextLink>, 'href' | 'prefetch'> & { href: string };

/**
 * A link that adds its language on the server, where next-intl's own would load its message formatter (10 KB) in the
 * browser. Nothing is prefetched, because each page is made for its reader, and a bar shows the loading, since a
 * `loading.tsx` would hide the page without scripts.
 */
export async function Link({ href, children, ...props }: Props) {
  return (
    <NextLink href={inLocale(href, await getLocale())} prefetch={false} {...props}>
      {children}
      <LinkPending />
    </NextLink>
  );
}
