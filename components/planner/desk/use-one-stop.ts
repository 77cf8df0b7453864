import { type RefObject, useEffect, useRef } from 'react';
import { pieceOf } from './board-dom';
import { keepOneStop } from './board-focus';

/**
 * Keeps the board one Tab stop, on the piece that was last in focus, also after the server has drawn it anew. Focus
 * comes back to it when what it had opened is closed.
 */
export function useOneStop(board: RefObject<HTMLElement | null>): void {
  const last = useRef<string | null>(null);

  // What is drawn may change with each answer of the server.
  useEffect(() => {
    const element = board.current;
    if (!element) return;
    const stop = last.current === null ? null : element.querySelector(`[data-stop="${last.current}"]`);
    keepOneStop(element, pieceOf(stop));
  });

  useEffect(() => {
    const element = board.current;
    if (!element) return;
    const remember = ({ target }: FocusEvent) => {
      const piece = pieceOf(target);
      if (!piece) return;
      last.current = piece.element.dataset.stop ?? null;
      keepOneStop(element, piece);
    };
    element.addEventListener('focusin', remember);
    return () => element.removeEventListener('focusin', remember);
  }, [board]);
}
