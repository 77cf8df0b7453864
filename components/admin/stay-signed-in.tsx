'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

const RENEW_EVERY_MS = 10 * 60_000;
const IDLE_MS = 60 * 60_000;

/**
 * Reads the page anew every ten minutes, which prolongs the session, while somebody has touched it within the hour.
 */
export function StaySignedIn() {
  const router = useRouter();
  useEffect(() => {
    let touchedAt = Date.now();
    const touch = () => {
      touchedAt = Date.now();
    };
    const renew = () => {
      if (Date.now() - touchedAt < IDLE_MS) router.refresh();
    };
    const timer = setInterval(renew, RENEW_EVERY_MS);
    addEventListener('pointerdown', touch);
    addEventListener('keydown', touch);
    return () => {
      clearInterval(timer);
      removeEventListener('pointerdown', touch);
      removeEventListener('keydown', touch);
    };
  }, [router]);
  return null;
}
