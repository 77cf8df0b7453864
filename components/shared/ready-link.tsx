import type { Route } from 'next';
import NextLink from 'next/link';
import type { ComponentProps } from 'react';
import { LinkPending } from './link-pending';

type Props = Omit<ComponentProps<typeof NextLink>, 'href' | 'prefetch'> & { href: Route };

/**
 * A link by an address that has its language already. Parts that are drawn in the browser too use it, since the
 * language is known on the server alone. Nothing is prefetched, because each page is made for its reader, and a bar
 * shows the loading, since a `loading.tsx` would hide the page without scripts.
 */
export const ReadyLink = ({ children, ...props }: Props) => (
  <NextLink prefetch={false} {...props}>
    {children}
    <LinkPending />
  </NextLink>
);
