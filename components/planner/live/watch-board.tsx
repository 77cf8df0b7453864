'use client';

import { useRouter } from 'next/navigation';
import { isInHand } from '@/components/admin/is-in-hand';
import { useEffect, useEffectEvent, useState } from 'react';
import { type DeskWords, fill } from '@/components/planner/desk/board-config';
import { listAt, memberAt, textAt } from '@/components/planner/desk/desk-api';
import { type Follower, followLiveMessages, unwatchDay, watchDay } from '@/components/live/live-socket';
import type { LiveMessage } from '@/components/shell/live-message';
import { ALONE, type DeskCount, setDesks } from './desk-count';
import { gathered } from './gathered';
import { dropHands, itemOf, markHand, unmarkHand } from './hand-marks';

type Props = {
  clubId: number;
  date: string;
  /** How many days from it on are drawn. */
  days: number;
  /** The newest message of this person when the page was made. */
  after: number;
  words: DeskWords;
};

/** A line that is down for a moment says nothing. */
const DOWN_AFTER_MS = 5_000;
const POLL_MS = 20_000;
const MARKED_MS = 2_000;

/**
 * Reads the board anew when anybody changes it, and marks what changed. Without a line it reads every twenty seconds,
 * and an item in the hand is left there until it is put down.
 */
export function WatchBoard({ clubId, date, days, after, words }: Props) {
  const router = useRouter();
  const [isDown, setDown] = useState(false);
  const [said, setSaid] = useState('');

  const read = useEffectEvent((changed: readonly string[]) => {
    router.refresh();
    if (changed.length === 0) return;
    setSaid(words.changed ?? '');
    for (const id of changed) mark(id);
  });

  const hear = useEffectEvent(({ type, reservationId, data }: LiveMessage) => {
    switch (type) {
      case 'planner.desks':
        return setDesks(deskCountIn(data));
      case 'planner.grabbed': {
        const name = textAt(data, 'by', 'name') ?? '';
        const sentence = fill(words, 'inHand', { name, item: itemNamed(reservationId) });
        if (reservationId !== null && markHand(reservationId, name, sentence)) setSaid(sentence);
        return;
      }
      case 'planner.released':
        if (reservationId !== null) unmarkHand(reservationId);
    }
  });

  const follow = useEffectEvent((follower: Omit<Follower, 'after'>) =>
    followLiveMessages({ after, ...follower }),
  );

  useEffect(() => {
    const changed = new Set<string>();
    let late: ReturnType<typeof setTimeout> | undefined;
    const reading = gathered({
      mayRun: () => !isInHand(),
      run: () => {
        read([...changed]);
        changed.clear();
      },
    });
    watchDay({ clubId, date, days, asStaff: true });
    const stop = follow({
      onMessage: (message) => {
        const { type, reservationId } = message;
        if (type !== 'planner.changed') return hear(message);
        if (reservationId !== null) {
          changed.add(reservationId);
          markInHand(reservationId);
        }
        reading.ask();
      },
      onReopen: reading.ask,
      onPoll: reading.ask,
      onLine: (isUp) => {
        clearTimeout(late);
        if (isUp) setDown(false);
        else late = setTimeout(() => setDown(true), DOWN_AFTER_MS);
      },
    });
    return () => {
      reading.stop();
      clearTimeout(late);
      unwatchDay();
      stop();
      dropHands();
      setDesks(ALONE);
    };
  }, [clubId, date, days]);

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

function deskCountIn(data: unknown): DeskCount {
  const [desks, others] = [memberAt(data, 'desks'), listAt(data, 'others')];
  return { desks: typeof desks === 'number' ? desks : 1, others: others.map(String) };
}

const itemNamed = (id: string | null): string => (id === null ? null : itemOf(id)?.dataset.name) ?? '';

/** What is in the own hand is not drawn anew, so it says at once that it was changed. */
function markInHand(id: string): void {
  const item = itemOf(id);
  if (item?.classList.contains('is-lifted')) item.classList.add('is-changed');
}

function mark(id: string): void {
  const find = () => itemOf(id);
  // The answer of the server draws it a moment later, perhaps on another court.
  setTimeout(() => find()?.classList.add('is-changed'), MARKED_MS / 4);
  setTimeout(() => find()?.classList.remove('is-changed'), MARKED_MS);
}
