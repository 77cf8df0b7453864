'use client';

import { Undo2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTimeLeft } from '@/components/search/use-time-left';

type Props = {
  /** What was done, and what has not happened yet. */
  done: string;
  untold: string;
  undo: string;
  remainingMs: number;
  totalMs: number;
};

const RADIUS = 8;
const CIRCLE = 2 * Math.PI * RADIUS;

/** What somebody just did, with the seconds in which it can still be taken back. It is gone when they are. */
export function UndoToast({ done, untold, undo, remainingMs, totalMs }: Props) {
  const router = useRouter();
  const leftMs = useTimeLeft(remainingMs, () => router.refresh()) ?? remainingMs;
  if (leftMs <= 0) return null;
  return (
    <div className="pointer-events-auto flex flex-wrap items-center gap-x-4 gap-y-1 rounded-card bg-ink py-2 pr-2 pl-4 text-note text-on-ink shadow-float">
      <p role="status">
        <strong>{done}</strong> <span>{untold}</span>
      </p>
      <button
        type="submit"
        className="flex min-h-11 items-center gap-2 rounded-md bg-on-ink/15 px-3 font-strong hover:bg-on-ink/25"
      >
        <Undo2 aria-hidden className="size-4" />
        {undo}
        <span aria-hidden className="figures">
          {Math.ceil(leftMs / 1000)}
        </span>
        <svg aria-hidden="true" viewBox="0 0 20 20" className="size-5 -rotate-90">
          <circle cx="10" cy="10" r={RADIUS} fill="none" strokeWidth="2.5" className="stroke-on-ink/30" />
          <circle
            cx="10"
            cy="10"
            r={RADIUS}
            fill="none"
            strokeWidth="2.5"
            strokeDasharray={CIRCLE}
            strokeDashoffset={CIRCLE * (1 - Math.min(1, leftMs / totalMs))}
            className="stroke-on-ink"
          />
        </svg>
      </button>
    </div>
  );
}
