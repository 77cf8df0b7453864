'use client';

import { type ReactNode, useSyncExternalStore } from 'react';

/** Narrower than `sm`. */
const NARROW = '(width < 40rem)';

type Props = {
  /** What the server takes the reader for, until scripts know the window. */
  isPhone: boolean;
  narrow: ReactNode;
  wide: ReactNode;
};

/** One of two drawings of the same things, by the width of the window. The other one is not drawn. */
export function ByWidth({ isPhone, narrow, wide }: Props) {
  const isNarrow = useSyncExternalStore(
    watchWidth,
    () => matchMedia(NARROW).matches,
    () => isPhone,
  );
  return isNarrow ? narrow : wide;
}

function watchWidth(changed: () => void): () => void {
  const query = matchMedia(NARROW);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}
