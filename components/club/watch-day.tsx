'use client';

import { useEffect } from 'react';
import { unwatchDay, watchDay } from '@/components/shared/live-socket';

/** Updates the club's day on this page while others book. */
export function WatchDay({ clubId, date }: { clubId: number; date: string }) {
  useEffect(() => {
    watchDay({ clubId, date });
    return unwatchDay;
  }, [clubId, date]);
  return null;
}
