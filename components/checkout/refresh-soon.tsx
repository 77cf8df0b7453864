'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const EVERY_MS = 3_000;
/** Five minutes. The result of a slower bank is mailed. */
const MOST_TIMES = 100;

/** Refreshes the page every few seconds, for an answer that is on its way. */
export function RefreshSoon() {
  const router = useRouter();
  useEffect(() => {
    let times = 0;
    const timer = setInterval(() => {
      times += 1;
      if (times >= MOST_TIMES) clearInterval(timer);
      if (document.visibilityState === 'visible') router.refresh();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
