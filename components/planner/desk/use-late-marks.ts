import { type RefObject, useEffect } from 'react';
import type { BoardConfig } from './board-config';

const LOOKS_MS = 30_000;

/** Marks bookings as late as time goes by. The server marks those that are late when it draws them. */
export function useLateMarks(board: RefObject<HTMLElement | null>, { now }: Pick<BoardConfig, 'now'>): void {
  useEffect(() => {
    const begunMs = performance.now();
    const look = () => {
      const at = now + performance.now() - begunMs;
      for (const item of board.current?.querySelectorAll<HTMLElement>('[data-late]') ?? [])
        item.classList.toggle('is-late', Number(item.dataset.late) <= at && at < Number(item.dataset.until));
    };
    const timer = setInterval(look, LOOKS_MS);
    return () => clearInterval(timer);
  }, [board, now]);
}
