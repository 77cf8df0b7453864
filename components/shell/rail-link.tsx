'use client';

import { clsx } from 'clsx';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';

type Props = {
  /** With its language. */
  path: string;
  /** Shown on pointing, where the words are hidden. */
  title?: string;
  className: string;
  children: ReactNode;
};

/** A link of a rail, marked on its page. */
export function RailLink({ path, title, className, children }: Props) {
  const isHere = usePathname() === path;
  return (
    <Link
      href={{ pathname: path }}
      prefetch={false}
      title={title}
      aria-current={isHere ? 'page' : undefined}
      className={clsx(className, isHere ? 'bg-sunken font-strong text-ink' : 'text-soft')}
    >
      {children}
    </Link>
  );
}
