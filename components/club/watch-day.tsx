'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { withLiveLine } from '@/components/live/with-live-line';

/** Updates the club's day on this page while others book. */
export function WatchDay({ clubId, date }: { clubId: number; date: string }) {
  const router = useRouter();
  useEffect(
    () =>
      withLiveLine((line) => {
        line.watchDay({ clubId, date });
        return line.unwatchDay;
      }),
    [clubId, date],
  );
  useEffect(
    () =>
      withLiveLine((line) =>
        // What its messages mean is the matter of `LiveNotices`.
        line.followLiveMessages({ onMessage: () => {}, onReopen: () => {}, onPoll: () => router.refresh() }),
      ),
    [router],
  );
  return null;
}
