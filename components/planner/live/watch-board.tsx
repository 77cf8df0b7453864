'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useState } from 'react';
import { type Follower, followLiveMessages, unwatchDay, watchDay } from '@/components/shared/live-socket';

type Props = {
  clubId: number;
  date: string;
  /** The newest message of this person when the page was made. */
  after: number;
  words: { down: string; changed: string };
};

/** Several hints of one change are one reading. */
const SETTLE_MS = 120;
/** A line that is down for a moment says nothing. */
const DOWN_AFTER_MS = 5_000;
const POLL_MS = 20_000;
const MARKED_MS = 2_000;

/**
 * Reads the board anew when anybody changes it, and marks what changed. Without a line it reads every twenty seconds,
 * and an item in the hand is left there until it is put down.
 */
export function WatchBoard({ clubId, date, after, words }: Props) {
  const router = useRouter();
  const [isDown, setDown] = useState(false);
  const [said, setSaid] = useState('');

  const read = useEffectEvent((changed: readonly string[]) => {
    router.refresh();
    if (changed.length === 0) return;
    setSaid(words.changed);
    for (const id of changed) mark(id);
  });

  const follow = useEffectEvent((follower: Omit<Follower, 'after'>) =>
    followLiveMessages({ after, ...follower }),
  );

  useEffect(() => {
    const changed = new Set<string>();
    let soon: ReturnType<typeof setTimeout> | undefined;
    let late: ReturnType<typeof setTimeout> | undefined;
    const readSoon = () => {
      clearTimeout(soon);
      soon = setTimeout(() => {
        if (document.querySelector('.is-lifted')) return readSoon();
        read([...changed]);
        changed.clear();
      }, SETTLE_MS);
    };
    watchDay({ clubId, date, asStaff: true });
    const stop = follow({
      onMessage: ({ type, reservationId }) => {
        if (type !== 'planner.changed') return;
        if (reservationId !== null) changed.add(reservationId);
        readSoon();
      },
      onReopen: readSoon,
      onLine: (isUp) => {
        clearTimeout(late);
        if (isUp) setDown(false);
        else late = setTimeout(() => setDown(true), DOWN_AFTER_MS);
      },
    });
    return () => {
      clearTimeout(soon);
      clearTimeout(late);
      unwatchDay();
      stop();
    };
  }, [clubId, date]);

  useEffect(() => {
    if (!isDown) return;
    const timer = setInterval(() => router.refresh(), POLL_MS);
    return () => clearInterval(timer);
  }, [isDown, router]);

  return (
    <>
      <p role="status" className="sr-only">
        {said}
      </p>
      {isDown && (
        <p role="status" className="border-line border-b bg-sunken px-4 py-1.5 text-note text-soft">
          {words.down}
        </p>
      )}
    </>
  );
}

function mark(id: string): void {
  const find = () => document.querySelector(`[data-item="${CSS.escape(id)}"]`);
  // The answer of the server draws it a moment later, perhaps on another court.
  setTimeout(() => find()?.classList.add('is-changed'), MARKED_MS / 4);
  setTimeout(() => find()?.classList.remove('is-changed'), MARKED_MS);
}
