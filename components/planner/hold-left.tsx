'use client';

import { Timer } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTimeLeft } from '@/components/search/use-time-left';
import { formatLeft } from '@/components/shared/format-left';

type Props = {
  remainingMs: number;
  /** With `{left}` in place of the time. */
  label: string;
};

/** How long a hold still runs. The board is read anew when it has lapsed. */
export function HoldLeft({ remainingMs, label }: Props) {
  const router = useRouter();
  const left = formatLeft(useTimeLeft(remainingMs, () => router.refresh()) ?? Math.max(0, remainingMs));
  const [before, after] = label.split('{left}');
  return (
    <span className="figures inline-flex items-center gap-1 font-strong text-held-text">
      <Timer aria-hidden className="size-3 shrink-0" />
      <span>
        <span className="sr-only">{before}</span>
        {left}
        <span className="sr-only">{after}</span>
      </span>
    </span>
  );
}
