'use client';

import { type ReactNode, useEffect, useState } from 'react';

/** Hides what can be used for some milliseconds only. Without scripts it stays. */
export function ShownFor({ ms, children }: { ms: number; children: ReactNode }) {
  const [isOver, end] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => end(true), ms);
    return () => clearTimeout(timer);
  }, [ms]);
  return isOver ? null : children;
}
