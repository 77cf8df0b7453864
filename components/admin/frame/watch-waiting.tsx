'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { int, object } from 'zod/mini';

const waitsSchema = object({ calls: int(), unreached: int(), refunds: int() });
type Waits = ReturnType<typeof waitsSchema.parse>;

const LOOK_EVERY_MS = 30_000;

/** Reads the page anew when more or less waits than it shows. A page in the background does not ask. */
export function WatchWaiting({ clubId, calls, unreached, refunds }: Waits & { clubId: number }) {
  const router = useRouter();
  useEffect(() => {
    const look = async () => {
      if (document.hidden || document.querySelector('.is-lifted')) return;
      const now = await askWaiting(clubId);
      if (now && (now.calls !== calls || now.unreached !== unreached || now.refunds !== refunds))
        router.refresh();
    };
    const timer = setInterval(look, LOOK_EVERY_MS);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [clubId, calls, unreached, refunds, router]);
  return null;
}

async function askWaiting(clubId: number): Promise<Waits | null> {
  try {
    const response = await fetch(`/api/v1/clubs/${clubId}/waiting`);
    return response.ok ? waitsSchema.parse(await response.json()) : null;
  } catch {
    return null;
  }
}
