import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { type BoardPiece, linkOf, pieceOf } from './board-dom';
import { keepOneStop, pieceWhere } from './board-focus';

/**
 * Keeps the board one Tab stop, on the piece that was last in focus. It keeps the focus too when the server draws that
 * piece elsewhere, or draws another in its place.
 */
export function useOneStop(board: RefObject<HTMLElement | null>): void {
  const last = useRef<BoardPiece | null>(null);

  // What is drawn may change with each answer of the server. A form that closes with it gives the focus back to the stop.
  useLayoutEffect(() => {
    if (!board.current) return;
    const stop = last.current && stopAfter(board.current, last.current);
    keepOneStop(board.current, stop);
    const isLost = document.activeElement === document.body && last.current?.element.isConnected === false;
    if (stop && isLost) linkOf(stop)?.focus({ preventScroll: true });
  });

  useEffect(() => {
    const element = board.current;
    if (!element) return;
    const remember = ({ target }: FocusEvent) => {
      const piece = pieceOf(target);
      if (!piece) return;
      last.current = piece;
      keepOneStop(element, piece);
    };
    element.addEventListener('focusin', remember);
    return () => element.removeEventListener('focusin', remember);
  }, [board]);
}

function stopAfter(board: Element, last: BoardPiece): BoardPiece | null {
  const same = board.querySelector(`[data-stop="${last.element.dataset.stop}"]`);
  return pieceOf(same) ?? pieceWhere(board, last);
}
