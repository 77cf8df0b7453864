'use client';

import { useEffect } from 'react';
import { unwatchDay, watchDay } from '@/components/shared/live-socket';

/** Keeps the club's day on this page up to date while others book from it. */
export function WatchDay({ clubId, date }: { clubId: number; date: string }) {
  useEffect(() => {
    watchDay({ clubId, date });
    return unwatchDay;
  }, [clubId, date]);
  return null;
}
