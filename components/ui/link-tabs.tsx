import { clsx } from 'clsx';
import { Link } from '../link';

/** `wide` and `narrow`: what is shown when nothing was chosen depends on the screen. */
export type LinkTab = { label: string; href: string; current: boolean | 'wide' | 'narrow' };

/** One of a few views of a page, side by side, each with an address of its own. */
export function LinkTabs({ label, tabs }: { label: string; tabs: readonly LinkTab[] }) {
  return (
    <nav aria-label={label} className="strip flex rounded-md border border-line-strong bg-card p-0.5">
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          scroll={false}
          aria-current={tab.current === true ? 'true' : undefined}
          className={clsx(
            'figures flex min-h-11 min-w-11 flex-1 items-center justify-center whitespace-nowrap rounded-[7px] px-3',
            tab.current === true && 'bg-court-tint font-strong text-court-text',
            tab.current === 'wide' && 'sm:bg-court-tint sm:font-strong sm:text-court-text',
            tab.current === 'narrow' && 'max-sm:bg-court-tint max-sm:font-strong max-sm:text-court-text',
            tab.current === false && 'hover:bg-sunken',
          )}
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
