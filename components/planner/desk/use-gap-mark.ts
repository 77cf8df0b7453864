import { type RefObject, useEffect } from 'react';
import { spanOf } from './board-clock';
import type { BoardConfig } from './board-config';
import { pieceOf, trackPixels } from './board-dom';
import { startUnder } from './gap-start';

/** Shows in a gap under the mouse what a click would book, and the whole gap again once the mouse has left. */
export function useGapMark(board: RefObject<HTMLElement | null>, config: BoardConfig): void {
  useEffect(() => {
    const element = board.current;
    if (!element) return;
    let marked: HTMLElement | null = null;
    const clear = () => {
      marked?.removeAttribute('style');
      const words = marked?.querySelector<HTMLElement>('[data-span]');
      if (words) words.textContent = words.dataset.span ?? '';
      marked = null;
    };
    const follow = ({ pointerType, buttons, target, clientY }: PointerEvent) => {
      const gap = pieceOf(target);
      const mark = gap?.element.querySelector<HTMLElement>('.gap-mark') ?? null;
      if (mark !== marked) clear();
      if (!gap || !mark || pointerType !== 'mouse' || buttons !== 0) return;
      const pixels = trackPixels(element, config.tracks);
      const at = startUnder(config, gap, clientY, pixels);
      const len = Math.min(config.usualLen, gap.at + gap.len - at);
      mark.style.top = `${(at - gap.at) * pixels}px`;
      mark.style.height = `${len * pixels - 1}px`;
      const words = mark.querySelector('[data-span]');
      if (words) words.textContent = spanOf(config, { at, len });
      marked = mark;
    };
    element.addEventListener('pointermove', follow);
    element.addEventListener('pointerleave', clear);
    return () => {
      element.removeEventListener('pointermove', follow);
      element.removeEventListener('pointerleave', clear);
    };
  }, [board, config]);
}
