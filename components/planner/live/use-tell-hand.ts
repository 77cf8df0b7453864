import { useEffect } from 'react';
import { sayLive } from '@/components/live/live-socket';

/** Other desks forget a hand after fifteen seconds. */
const AGAIN_MS = 5_000;

/** Tells the other desks what is in the hand of this one. */
export function useTellHand(itemId: string | null): void {
  useEffect(() => {
    if (itemId === null) return;
    const say = (type: 'grab' | 'release') => sayLive({ type, reservation_id: itemId });
    say('grab');
    const timer = setInterval(() => say('grab'), AGAIN_MS);
    return () => {
      clearInterval(timer);
      say('release');
    };
  }, [itemId]);
}
