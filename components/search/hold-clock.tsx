'use client';

import { useRouter } from 'next/navigation';
import { formatLeft } from '@/components/shared/format-left';
import { useTimeLeft } from './use-time-left';

type Props = {
  remainingMs: number;
  totalMs: number;
  /** `left` has `{left}` in place of the time. `until` stays true without scripts. */
  words: { until: string; left: string; lapsed: string };
};

const RADIUS = 15;
const CIRCLE = 2 * Math.PI * RADIUS;

/** How long a court is still held, as a ring and in words. */
export function HoldClock({ remainingMs, totalMs, words }: Props) {
  const router = useRouter();
  const leftMs = useTimeLeft(remainingMs, () => router.refresh());
  const share = Math.min(1, (leftMs ?? remainingMs) / totalMs);
  return (
    <>
      <svg aria-hidden="true" viewBox="0 0 36 36" className="size-9 shrink-0 -rotate-90">
        <circle cx="18" cy="18" r={RADIUS} fill="none" strokeWidth="4" className="stroke-held/35" />
        <circle
          cx="18"
          cy="18"
          r={RADIUS}
          fill="none"
          strokeWidth="4"
          strokeDasharray={CIRCLE}
          strokeDashoffset={CIRCLE * (1 - share)}
          className="stroke-held"
        />
      </svg>
      <span className="figures min-w-0 font-strong" role="timer">
        {wordsFor(leftMs, words)}
      </span>
    </>
  );
}

function wordsFor(leftMs: number | null, { until, left, lapsed }: Props['words']): string {
  if (leftMs === null) return until;
  return leftMs === 0 ? lapsed : left.replace('{left}', formatLeft(leftMs));
}
