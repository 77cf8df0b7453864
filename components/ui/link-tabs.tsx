import { clsx } from 'clsx';
import { Link } from '@/lib/i18n/navigation';

type Props = { label: string; tabs: readonly { label: string; href: string; current: boolean }[] };

/** One of a few views of a page, side by side, each with an address of its own. */
export function LinkTabs({ label, tabs }: Props) {
  return (
    <nav aria-label={label} className="flex rounded-md border border-line-strong bg-card p-0.5">
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          scroll={false}
          aria-current={tab.current ? 'true' : undefined}
          className={clsx(
            'figures flex min-h-10 min-w-11 flex-1 items-center justify-center rounded-[7px] px-3',
            tab.current ? 'bg-court-tint font-strong text-court-text' : 'hover:bg-sunken',
          )}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
