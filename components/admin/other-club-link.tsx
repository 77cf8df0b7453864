'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';

type Props = {
  /** The pages there that this person may open, each with its address and language. */
  pages: Readonly<Record<string, Route>>;
  /** Where they begin there, for a page that they may not open. */
  first: Route;
  className: string;
  children: ReactNode;
};

/** The way to the same page of another club. */
export function OtherClubLink({ pages, first, className, children }: Props) {
  const [, , , , page = ''] = usePathname().split('/');
  return (
    <Link href={pages[page] ?? first} prefetch={false} className={className}>
      {children}
    </Link>
  );
}
