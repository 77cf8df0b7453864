import { clsx } from 'clsx';
import type { ReactElement } from 'react';
import { Link } from '@/components/shared/link';
import { OneStop } from './one-stop';

export type LinkTab = {
  label: string;
  href: string;
  current: boolean;
  icon?: ReactElement;
  /** A key of the page that leads there too. */
  shortcut?: string;
};

/** One of a few views of a page, side by side, each with its own address. */
export function LinkTabs({ label, tabs }: { label: string; tabs: readonly LinkTab[] }) {
  return (
    <nav aria-label={label}>
      <OneStop className="strip flex rounded-md bg-sunken p-0.5">
        {tabs.map((tab) => (
          <Link
            key={tab.href}
            href={tab.href}
            scroll={false}
            aria-current={tab.current ? 'true' : undefined}
            aria-label={tab.label}
            data-key={tab.shortcut}
            className={clsx(
              'figures flex min-h-11 min-w-11 shrink-0 grow items-center justify-center gap-2 whitespace-nowrap rounded-button border px-3 sm:min-h-9 sm:px-3.5',
              tab.current ? 'border-line bg-card font-strong' : 'border-transparent text-soft hover:text-ink',
            )}
          >
            <span className="contents">{tab.icon}</span>
            <span className={tab.icon && 'max-sm:hidden'}>{tab.label}</span>
          </Link>
        ))}
      </OneStop>
    </nav>
  );
}
