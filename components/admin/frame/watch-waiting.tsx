'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useState } from 'react';
import { int, nonnegative, number, object } from 'zod/mini';
import { isInHand } from '@/components/admin/is-in-hand';
import { followLiveMessages, watchWaiting } from '@/components/live/live-socket';
import type { LiveMessage } from '@/components/shell/live-message';

const waitsSchema = object({ calls: int(), unreached: int(), refunds: int() });
type Waits = ReturnType<typeof waitsSchema.parse>;

const hintSchema = object({ in_ms: number().check(nonnegative()) });

/** While the line is down. */
const LOOK_EVERY_MS = 30_000;
/** Hints of one second are one look. */
const SECOND_MS = 1_000;

/**
 * Reads the page anew when more or less waits than it shows. The line says when to look, and without it the page looks
 * every half minute. A page in the background does not ask until it is seen.
 */
export function WatchWaiting({ clubId, calls, unreached, refunds }: Waits & { clubId: number }) {
  const router = useRouter();
  const [isUp, setUp] = useState(false);

  const look = useEffectEvent(async (again: () => void) => {
    if (document.hidden) return;
    // What is in the hand is not drawn anew.
    if (isInHand()) return again();
    const now = await askWaiting(clubId);
    if (now && (now.calls !== calls || now.unreached !== unreached || now.refunds !== refunds))
      router.refresh();
  });

  useEffect(() => {
    const timers = new Map<number, ReturnType<typeof setTimeout>>();
    const lookIn = (ms: number) => {
      const second = Math.ceil((Date.now() + ms) / SECOND_MS);
      if (timers.has(second)) return;
      const due = () => {
        timers.delete(second);
        void look(() => lookIn(SECOND_MS));
      };
      timers.set(second, setTimeout(due, second * SECOND_MS - Date.now()));
    };
    const lookNow = () => lookIn(0);
    watchWaiting(clubId);
    const stop = followLiveMessages({
      onMessage: (message) => {
        const ms = dueIn(message);
        if (ms !== null) lookIn(ms);
      },
      onReopen: lookNow,
      onPoll: lookNow,
      onLine: setUp,
    });
    document.addEventListener('visibilitychange', lookNow);
    return () => {
      stop();
      document.removeEventListener('visibilitychange', lookNow);
      for (const timer of timers.values()) clearTimeout(timer);
    };
  }, [clubId]);

  useEffect(() => {
    if (isUp) return;
    const timer = setInterval(() => void look(() => {}), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isUp]);
  return null;
}

/** In how many milliseconds what waits may have changed. Null for other messages. */
function dueIn({ type, data }: LiveMessage): number | null {
  if (type !== 'desk.waiting') return null;
  return hintSchema.safeParse(data).data?.in_ms ?? 0;
}

async function askWaiting(clubId: number): Promise<Waits | null> {
  try {
    const response = await fetch(`/api/v1/clubs/${clubId}/waiting`);
    return response.ok ? waitsSchema.parse(await response.json()) : null;
  } catch {
    return null;
  }
}
