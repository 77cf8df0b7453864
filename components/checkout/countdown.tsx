'use client';

import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { formatLeft } from '@/components/shared/format-left';
import { isPaymentUnderWay } from './payment-under-way';

type Props = {
  /** By the server's clock when the page was made, because the reader's may be wrong. */
  remainingMs: number;
  totalMs: number;
  /** The club's zone, for a reader in another one. */
  zone: ReactNode;
  labels: {
    until: string;
    lapsed: string;
    milestones: readonly { seconds: number; text: string }[];
  };
};

const RADIUS = 26;
const CIRCLE = 2 * Math.PI * RADIUS;

/**
 * The ring around the time left. It is announced at a few moments and refreshes the page at zero, unless the reader
 * is paying.
 */
export function Countdown({ remainingMs, totalMs, zone, labels }: Props) {
  const router = useRouter();
  const [leftMs, setLeftMs] = useState(remainingMs);
  const [said, setSaid] = useState('');
  const lapsed = leftMs <= 0;

  const tick = useEffectEvent((left: number) => {
    const reached = labels.milestones.find(
      ({ seconds }) => leftMs > seconds * 1000 && left <= seconds * 1000,
    );
    if (reached) setSaid(reached.text);
    setLeftMs(left);
    if (left === 0) setSaid(labels.lapsed);
  });

  const refresh = useEffectEvent(() => router.refresh());

  useEffect(() => {
    const deadline = performance.now() + remainingMs;
    const timer = setInterval(() => {
      const left = Math.max(0, deadline - performance.now());
      tick(left);
      if (left > 0 || isPaymentUnderWay()) return;
      clearInterval(timer);
      refresh();
    }, 250);
    return () => clearInterval(timer);
  }, [remainingMs]);

  return (
    <div className="flex items-center gap-4">
      <svg aria-hidden="true" viewBox="0 0 64 64" className="size-8 shrink-0 -rotate-90 lg:size-13">
        <circle cx="32" cy="32" r={RADIUS} fill="none" strokeWidth="7" className="stroke-card" />
        <circle
          cx="32"
          cy="32"
          r={RADIUS}
          fill="none"
          strokeWidth="7"
          strokeLinecap="round"
          strokeDasharray={CIRCLE}
          strokeDashoffset={CIRCLE * (1 - Math.min(1, leftMs / totalMs))}
          className="stroke-held"
        />
      </svg>
      <div className="flex flex-wrap items-baseline gap-x-3 lg:block">
        <p className="figures font-strong text-lead lg:text-title" role="timer">
          {formatLeft(leftMs)}
        </p>
        <p className="text-held-text text-note">
          <span>{lapsed ? labels.lapsed : labels.until}</span> {zone}
        </p>
      </div>
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  );
}
