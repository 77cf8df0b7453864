'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { button } from '@/components/ui/button';
import { FrameBar } from './frame-bar';

type Props = {
  /** How long the session lasts when this page is the last one. */
  leftMs: number;
  /** Another page does not put the end off. */
  isFinal: boolean;
  /** The address of the sign-in page. */
  signIn: string;
  words: { ends: string; endsForGood: string; ended: string; stay: string; signIn: string };
};

const WARNED_MS = 5 * 60_000;
/** A machine that slept misses its timers. */
const LOOK_MS = 5_000;

type State = 'open' | 'ending' | 'ended';

/** Says five minutes before that the session ends, with a way to stay. */
export function SessionBar({ leftMs, isFinal, signIn, words }: Props) {
  const router = useRouter();
  const [state, setState] = useState<State>('open');
  useEffect(() => {
    const endsAt = Date.now() + leftMs;
    const look = () => setState(stateAt(endsAt));
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [leftMs]);

  if (state === 'open') return null;
  const act = button({ look: 'secondary', size: 'dense' });
  if (state === 'ended') {
    const back = new URLSearchParams({ callbackUrl: location.pathname + location.search });
    return (
      <FrameBar urgent>
        {words.ended}
        <a href={`${signIn}?${back}`} className={act}>
          {words.signIn}
        </a>
      </FrameBar>
    );
  }
  return (
    <FrameBar urgent>
      <span>{isFinal ? words.endsForGood : words.ends}</span>
      {!isFinal && (
        <button type="button" className={act} onClick={() => router.refresh()}>
          {words.stay}
        </button>
      )}
    </FrameBar>
  );
}

function stateAt(endsAt: number): State {
  const left = endsAt - Date.now();
  if (left <= 0) return 'ended';
  return left <= WARNED_MS ? 'ending' : 'open';
}
