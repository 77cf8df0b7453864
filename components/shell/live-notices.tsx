'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useState } from 'react';
import { isPaymentUnderWay } from '@/components/checkout/payment-under-way';
import { withLiveLine } from '@/components/live/with-live-line';
import type { LiveMessage } from './live-message';

type Props = {
  /** The newest message when the page was made. All later ones are new, also those from before the connection. */
  after: number;
  /** The text for each type of message. Other types only refresh the page. */
  said: Readonly<Record<string, string>>;
};

const SHOWN_MS = 6_000;
/** Several messages of one change are one refresh. */
const SETTLE_MS = 300;

/** Announces events of this person's bookings where the page does not show them, and refreshes the page. */
export function LiveNotices({ after, said }: Props) {
  const router = useRouter();
  const [news, setNews] = useState<{ words: string; quiet: boolean } | null>(null);

  const follow = useEffectEvent((refreshSoon: () => void) =>
    withLiveLine(({ followLiveMessages }) =>
      followLiveMessages({
        after,
        onMessage: (message) => {
          const words = said[wordOf(message)];
          if (words) setNews({ words, quiet: isShown(message) });
          refreshSoon();
        },
        onReopen: refreshSoon,
      }),
    ),
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
    if (!news) return;
    const timer = setTimeout(() => setNews(null), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [news]);

  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-4 top-20 z-40 flex justify-center lg:top-auto lg:bottom-6"
    >
      {news && (
        <p
          className={
            news.quiet ? 'sr-only' : 'rounded-md bg-ink px-4 py-3 font-strong text-on-ink shadow-float'
          }
        >
          {news.words}
        </p>
      )}
    </div>
  );
}

/** The release of an unpaid court is not called a cancellation. */
const wordOf = ({ type, was }: LiveMessage): string =>
  type === 'reservation.cancelled' && was !== null && was !== 'confirmed' ? 'reservation.released' : type;

/** The page of a booking shows the event itself, so it is only read out. A released court leads away from it. */
const isShown = (message: LiveMessage): boolean =>
  message.reservationId !== null &&
  location.pathname.includes(message.reservationId) &&
  wordOf(message) !== 'reservation.released';
