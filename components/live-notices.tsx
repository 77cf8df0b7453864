'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useState } from 'react';
import { followLiveMessages } from './live-socket';
import { isPaymentUnderWay } from './payment-under-way';

type Props = {
  /** The newest message when the page was made: whatever follows is news, also what came before the line was open. */
  after: number;
  /** What is read out and shown for each type of message; other types only refresh the page. */
  said: Readonly<Record<string, string>>;
};

const SHOWN_MS = 6_000;
/** Several messages of one change are one refresh. */
const SETTLE_MS = 300;

/** Listens for what happens to this person's bookings, says it, and lets the server render the page again. */
export function LiveNotices({ after, said }: Props) {
  const router = useRouter();
  const [text, setText] = useState('');

  const follow = useEffectEvent((refreshSoon: () => void) =>
    followLiveMessages({
      after,
      onMessage: ({ type }) => {
        const words = said[type];
        if (words) setText(words);
        refreshSoon();
      },
      onReopen: refreshSoon,
    }),
  );
  const refresh = useEffectEvent(() => {
    if (!isPaymentUnderWay()) router.refresh();
  });

  useEffect(() => {
    let soon: ReturnType<typeof setTimeout> | undefined;
    const stop = follow(() => {
      clearTimeout(soon);
      soon = setTimeout(() => refresh(), SETTLE_MS);
    });
    return () => {
      clearTimeout(soon);
      stop();
    };
  }, []);

  useEffect(() => {
    if (!text) return;
    const timer = setTimeout(() => setText(''), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [text]);

  return (
    <div role="status" className="pointer-events-none fixed inset-x-4 bottom-4 z-40 flex justify-center">
      {text && (
        <p className="rounded-md border border-line bg-card px-4 py-3 font-strong shadow-lift">{text}</p>
      )}
    </div>
  );
}
