'use client';

import { MonitorDot } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { type DeskWords, fill } from '@/components/planner/desk/board-config';
import { ALONE, readDesks, watchDesks } from './desk-count';

/** Says that other desks have the same board open, and whose they are. Nothing while one is alone. */
export function DesksHere({ words }: { words: DeskWords }) {
  const { desks, others } = useSyncExternalStore(watchDesks, readDesks, () => ALONE);
  if (desks < 2) return null;
  const names = fill(words, 'deskNames', { names: [...new Set(others)].join(', ') });
  return (
    <p
      title={names}
      className="figures inline-flex items-center gap-1.5 whitespace-nowrap text-caption text-soft"
    >
      <MonitorDot aria-hidden className="size-3.5" />
      <span aria-hidden className="2xl:hidden">
        {desks}
      </span>
      <span className="max-2xl:sr-only">{fill(words, 'desks', { count: String(desks) })}</span>
      <span className="sr-only">{names}</span>
    </p>
  );
}
