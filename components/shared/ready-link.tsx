'use client';

import type { Route } from 'next';
import NextLink from 'next/link';
import type { ComponentProps } from 'react';
import { LinkPending } from './link-pending';

type Handled = 'onClick' | 'onMouseEnter' | 'onTouchStart';
type Props = Omit<ComponentProps<'a'>, 'href' | Handled> & { href: Route; scroll?: boolean };

/**
 * A link by an address that has its language already, as the data of parts that are drawn in the browser have it.
 * Nothing is prefetched, because each page is made for its reader, and a bar shows the loading, since a `loading.tsx`
 * would hide the page without scripts.
 */
export const ReadyLink = ({ children, ...props }: Props) =>
  typeof window === 'undefined' ? (
    <WrittenLink {...props}>{children}</WrittenLink>
  ) : (
    <NextLink prefetch={false} {...props}>
      {children}
      <LinkPending />
    </NextLink>
  );

/** The markup of the other alone. What a browser does with it takes the server longer than the rest of a link. */
const WrittenLink = ({ scroll: _, ...props }: Props) => <a {...props} />;
