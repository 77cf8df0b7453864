'use client';

import { useEffect, useEffectEvent, useState } from 'react';

/**
 * Milliseconds left of a span that the server measured, since the reader's clock may be wrong. Null until scripts
 * run; `onEnd` is called once at zero.
 */
export function useTimeLeft(remainingMs: number, onEnd: () => void): number | null {
  const [leftMs, setLeftMs] = useState<number | null>(null);
  const end = useEffectEvent(onEnd);

  useEffect(() => {
    const deadline = performance.now() + remainingMs;
    const tick = () => {
      const left = Math.max(0, deadline - performance.now());
      setLeftMs(left);
      if (left > 0) return;
      clearInterval(timer);
      end();
    };
    const timer = setInterval(tick, 500);
    tick();
    return () => clearInterval(timer);
  }, [remainingMs]);

  return leftMs;
}
