import type { Route } from 'next';
import NextLink from 'next/link';
import type { ComponentProps } from 'react';
import { LinkPending } from '@/components/shared/link-pending';

type Props = Omit<ComponentProps<typeof NextLink>, 'href' | 'prefetch' | 'scroll'> & { href: Route };

/**
 * A link to another view of the page, by an address that has its language already. Parts that are drawn in the browser
 * too use it, since the language is known on the server alone.
 */
export const ReadyLink = ({ children, ...props }: Props) => (
  <NextLink prefetch={false} scroll={false} {...props}>
    {children}
    <LinkPending />
  </NextLink>
);
