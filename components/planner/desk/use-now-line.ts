import { type RefObject, useEffect } from 'react';
import { formatInstant } from '@/lib/core/i18n/format';
import type { BoardConfig } from './board-config';

const TRACK_MS = 5 * 60_000;
const MOVES_MS = 30_000;

/**
 * Moves the line of now, and its time, as time goes by: by how long the page is open, since the reader's clock may be
 * wrong.
 */
export function useNowLine(
  board: RefObject<HTMLElement | null>,
  { now, locale, timeZone }: Pick<BoardConfig, 'now' | 'locale' | 'timeZone'>,
): void {
  useEffect(() => {
    const begunMs = performance.now();
    const marks = () => board.current?.querySelectorAll<HTMLElement>('[data-now]') ?? [];
    const move = () => {
      const goneMs = performance.now() - begunMs;
      for (const mark of marks()) {
        mark.style.setProperty('--at', String(Number(mark.dataset.now) + goneMs / TRACK_MS));
        if (mark.textContent) mark.textContent = formatInstant(now + goneMs, 'time', locale, timeZone);
      }
    };
    const timer = setInterval(move, MOVES_MS);
    return () => {
      clearInterval(timer);
      for (const mark of marks()) mark.style.removeProperty('--at');
    };
  }, [board, now, locale, timeZone]);
}
