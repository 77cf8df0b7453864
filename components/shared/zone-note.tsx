'use client';

import { useSyncExternalStore } from 'react';

type Props = { timeZone: string; at: number; text: string };

const never = () => () => {};

/** Names the club's zone, but only to a reader whose own clock differs from it at that moment. */
export function ZoneNote({ timeZone, at, text }: Props) {
  const differs = useSyncExternalStore(
    never,
    () => wallClock(at, timeZone) !== wallClock(at, undefined),
    () => false,
  );
  // It is always there: what comes and goes before text breaks a page that the browser has translated.
  return <span className="text-ink-soft text-note">{differs ? `(${text})` : ''}</span>;
}

const wallClock = (at: number, timeZone: string | undefined) =>
  new Date(at).toLocaleString('en-GB', { timeZone, dateStyle: 'short', timeStyle: 'short' });
