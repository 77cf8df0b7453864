'use client';

import { clsx } from 'clsx';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';

type Props = {
  /** With its language. */
  path: string;
  /** Other pages on which it is marked, with their language. */
  also?: readonly string[];
  /** Shown on pointing, where the words are hidden. */
  title?: string;
  className: string;
  children: ReactNode;
};

/** A link of a rail, marked on its page. */
export function RailLink({ path, also = [], title, className, children }: Props) {
  const shown = usePathname();
  const isHere = shown === path || also.includes(shown);
  return (
    <Link
      href={{ pathname: path }}
      prefetch={false}
      title={title}
      aria-current={shown === path ? 'page' : isHere || undefined}
      className={clsx(className, isHere ? 'bg-sunken font-strong text-ink' : 'text-soft')}
    >
      {children}
    </Link>
  );
}
