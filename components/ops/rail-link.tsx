'use client';

import { clsx } from 'clsx';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';

/** A link of the rail, marked on its page. `path` carries its language. */
export function RailLink({
  path,
  className,
  children,
}: {
  path: string;
  className: string;
  children: ReactNode;
}) {
  const isHere = usePathname() === path;
  return (
    <Link
      href={{ pathname: path }}
      aria-current={isHere ? 'page' : undefined}
      className={clsx(className, isHere && 'bg-court-tint font-strong text-court-text')}
    >
      {children}
    </Link>
  );
}
