import NextLink from 'next/link';
import { useLocale } from 'next-intl';
import type { ComponentProps } from 'react';
import { inLocale } from '@/lib/core/i18n/navigation';
import { LinkPending } from './link-pending';

type Props = Omit<ComponentProps<typeof NextLink>, 'href' | 'prefetch'> & { href: string };

/**
 * A link that adds its language on the server, where next-intl's own would load its message formatter (10 KB) in the
 * browser. Nothing is prefetched, because each page is made for its reader, and a bar shows the loading, since a
 * `loading.tsx` would hide the page without scripts. It is not async, since each async part of a page is sent on its own.
 */
export function Link({ href, children, ...props }: Props) {
  return (
    <NextLink href={inLocale(href, useLocale())} prefetch={false} {...props}>
      {children}
      <LinkPending />
    </NextLink>
  );
}
