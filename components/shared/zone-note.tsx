'use client';

import { useSyncExternalStore } from 'react';

type Props = { timeZone: string; at: number; text: string };

const never = () => () => {};

/** Names the club's zone to a reader whose clock differs from it at that moment. */
export function ZoneNote({ timeZone, at, text }: Props) {
  const differs = useSyncExternalStore(
    never,
    () => wallClock(at, timeZone) !== wallClock(at, undefined),
    () => false,
  );
  // Always present, because an element that comes and goes before text breaks a translated page.
  return <span className="text-ink-soft text-note">{differs ? `(${text})` : ''}</span>;
}

const wallClock = (at: number, timeZone: string | undefined) =>
  new Date(at).toLocaleString('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'short' });
