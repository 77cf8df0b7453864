'use client';

import { clsx } from 'clsx';
import { Check, ChevronDown } from 'lucide-react';
import type { Route } from 'next';
import { ReadyLink } from '@/components/shared/ready-link';
import { Menu } from '@/components/ui/menu';

type Choice = { label: string; href: Route; isOn: boolean };
type Props = {
  words: { filters: string; sort: string };
  toggles: readonly Choice[];
  sorts: readonly Choice[];
};

const pill =
  'inline-flex min-h-9 shrink-0 items-center gap-1.5 rounded-full px-3.5 text-note pointer-coarse:min-h-11';
const quiet = 'border border-edge bg-card hover:bg-sunken';

/** Drawn from data, since what the server draws is sent a second time for React. */
export const FilterBar = ({ words, toggles, sorts }: Props) => (
  <div className="flex items-center gap-3 sm:justify-between">
    <nav aria-label={words.filters} className="strip -m-1 flex min-w-0 gap-2 p-1 max-sm:flex-1">
      {toggles.map(({ label, href, isOn }) => (
        <ReadyLink
          key={label}
          href={href}
          scroll={false}
          aria-current={isOn ? 'true' : undefined}
          className={clsx(pill, isOn ? 'bg-ink font-strong text-on-ink' : quiet)}
        >
          {isOn && <Check aria-hidden className="size-4" />}
          <span>{label}</span>
        </ReadyLink>
      ))}
    </nav>
    <Menu
      look={{ summary: clsx(pill, quiet), panel: 'right-0 w-48 p-1.5' }}
      trigger={
        <>
          <span className="sr-only">{words.sort}</span>
          <span>{sorts.find(({ isOn }) => isOn)?.label}</span>
          <ChevronDown aria-hidden className="size-4" />
        </>
      }
    >
      <nav aria-label={words.sort} className="grid">
        {sorts.map(({ label, href, isOn }) => (
          <ReadyLink
            key={label}
            href={href}
            scroll={false}
            aria-current={isOn ? 'true' : undefined}
            className="flex min-h-11 items-center justify-between gap-2 rounded-sm px-3 hover:bg-sunken aria-current:font-strong"
          >
            <span>{label}</span>
            {isOn && <Check aria-hidden className="size-4" />}
          </ReadyLink>
        ))}
      </nav>
    </Menu>
  </div>
);
