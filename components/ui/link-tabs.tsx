import { clsx } from 'clsx';
import type { ReactElement, ReactNode } from 'react';
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
export const LinkTabs = ({ label, tabs }: { label: string; tabs: readonly LinkTab[] }) => (
  <TabRow label={label}>
    {tabs.map((tab) => (
      <Link
        key={tab.href}
        href={tab.href}
        scroll={false}
        aria-current={tab.current ? 'true' : undefined}
        aria-label={tab.label}
        data-key={tab.shortcut}
        className={tabLook(tab.current)}
      >
        <span className="contents">{tab.icon}</span>
        <span className={tab.icon && 'max-sm:hidden'}>{tab.label}</span>
      </Link>
    ))}
  </TabRow>
);

/** The row in which tabs stand. Its links look as `tabLook` says. */
export const TabRow = ({ label, children }: { label: string; children: ReactNode }) => (
  <nav aria-label={label}>
    <OneStop className="strip flex rounded-md bg-sunken p-0.5">{children}</OneStop>
  </nav>
);

export const tabLook = (isCurrent: boolean) =>
  clsx(
    'figures flex min-h-11 min-w-11 shrink-0 grow items-center justify-center gap-2 whitespace-nowrap rounded-button border px-3 sm:min-h-9 sm:px-3.5',
    isCurrent ? 'border-line bg-card font-strong' : 'border-transparent text-soft hover:text-ink',
  );
