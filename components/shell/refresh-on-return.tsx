'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** A page that the browser brings back whole is as old as the visit: it is shown at once and then rendered anew. */
export function RefreshOnReturn() {
  const router = useRouter();
  useEffect(() => {
    const refresh = ({ persisted }: PageTransitionEvent) => {
      if (persisted) router.refresh();
    };
    addEventListener('pageshow', refresh);
    return () => removeEventListener('pageshow', refresh);
  }, [router]);
  return null;
}
