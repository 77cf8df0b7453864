'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import { listenToLine } from '@/components/shell/listen-to-line';
import { FrameBar } from './frame-bar';

type Props = { words: { offline: string; refused: string } };

/** Says that the line is down, and keeps every form of the page from being sent until it is back. */
export function OfflineBar({ words }: Props) {
  const online = useSyncExternalStore(
    listenToLine,
    () => navigator.onLine,
    () => true,
  );
  if (online) return null;
  return <Offline words={words} />;
}

function Offline({ words }: Props) {
  const [isRefused, setRefused] = useState(false);
  useEffect(() => {
    // Before React hears of it, which would empty the form.
    const refuse = (event: SubmitEvent) => {
      event.preventDefault();
      event.stopPropagation();
      setRefused(true);
    };
    document.addEventListener('submit', refuse, { capture: true });
    return () => document.removeEventListener('submit', refuse, { capture: true });
  }, []);
  return <FrameBar urgent={isRefused}>{isRefused ? words.refused : words.offline}</FrameBar>;
}
