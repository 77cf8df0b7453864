'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { followLiveMessages, unwatchDay, watchDay } from '@/components/shared/live-socket';

/** Updates the club's day on this page while others book. */
export function WatchDay({ clubId, date }: { clubId: number; date: string }) {
  const router = useRouter();
  useEffect(() => {
    watchDay({ clubId, date });
    return unwatchDay;
  }, [clubId, date]);
  useEffect(
    // What its messages mean is the matter of `LiveNotices`.
    () => followLiveMessages({ onMessage: () => {}, onReopen: () => {}, onPoll: () => router.refresh() }),
    [router],
  );
  return null;
}
