'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

/** A page that the browser restores is old, so it is shown and then refreshed. */
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
