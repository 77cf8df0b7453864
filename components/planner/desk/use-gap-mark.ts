import { type RefObject, useEffect } from 'react';
import { isTape } from './board-axis';
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
    const follow = (event: PointerEvent) => {
      const { pointerType, buttons, target } = event;
      const gap = pieceOf(target);
      const mark = gap?.element.querySelector<HTMLElement>('.gap-mark') ?? null;
      if (mark !== marked) clear();
      if (!gap || !mark || pointerType !== 'mouse' || buttons !== 0) return;
      const pixels = trackPixels(element, config.tracks);
      const at = startUnder(config, gap, event, pixels);
      const len = Math.min(config.usualLen, gap.at + gap.len - at);
      const [start, size] = isTape(element) ? (['left', 'width'] as const) : (['top', 'height'] as const);
      mark.style[start] = `${(at - gap.at) * pixels}px`;
      mark.style[size] = `${len * pixels - 1}px`;
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
