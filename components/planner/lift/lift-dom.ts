import { isTape } from '@/components/planner/desk/board-axis';
import { type BoardPiece, courtsOf } from '@/components/planner/desk/board-dom';
import type { Spot } from './lift-rules';

/** An item that is lifted, as the page draws it. */
export type LiftedItem = {
  /** Draws it at another place. */
  show: (spot: Spot) => void;
  /** Puts it back where it was, or leaves it drawn where it is until the page is read anew. */
  end: (stays: boolean) => void;
  /** Takes back what `end` left drawn. */
  settle: () => void;
};

/**
 * Lifts an item: it follows by `transform` over a dashed copy of its place, and nothing is rendered meanwhile. Styles
 * are set from script, since the page's policy forbids them in the markup.
 */
export function liftItem(
  board: HTMLElement,
  { element, courtId, at, len }: BoardPiece,
  pixels: number,
): LiftedItem {
  const courts = courtsOf(board);
  const home = element.closest<HTMLElement>('[data-court]');
  const line = element.closest('.board-line');
  const origin = document.createElement('div');
  origin.className = `board-origin at-${at} len-${len}`;
  line?.append(origin);
  element.classList.add('is-lifted');
  home?.classList.add('is-home');
  const tape = isTape(board);
  const asideOf = (id: number) => {
    const court = courts.find(({ dataset }) => dataset.court === String(id));
    return (tape ? court?.offsetTop : court?.offsetLeft) ?? 0;
  };
  const size = tape ? 'width' : 'height';

  const markTarget = (id: number | null) => {
    for (const court of courts) court.classList.toggle('is-target', court.dataset.court === String(id));
  };
  return {
    show(spot) {
      const aside = asideOf(spot.courtId) - asideOf(courtId);
      const along = (spot.at - at) * pixels;
      element.style.transform = tape
        ? `translate(${along}px, ${aside}px)`
        : `translate(${aside}px, ${along}px)`;
      element.style[size] = spot.len === len ? '' : `${spot.len * pixels - 1}px`;
      markTarget(spot.courtId);
    },
    end(stays) {
      origin.remove();
      markTarget(null);
      element.classList.remove('is-lifted');
      if (!stays) this.settle();
    },
    settle() {
      delete element.dataset.fit;
      element.style.transform = '';
      element.style[size] = '';
      home?.classList.remove('is-home');
    },
  };
}

const EDGE = 48;

/** How far to scroll when the pointer is near an edge of the board, faster the nearer. */
export function scrollBy(board: HTMLElement, x: number, y: number): { left: number; top: number } {
  const { left, right, top, bottom } = board.getBoundingClientRect();
  const pull = (before: number, after: number) =>
    before < EDGE ? -(EDGE - before) / 4 : after < EDGE ? (EDGE - after) / 4 : 0;
  return { left: pull(x - left, right - x), top: pull(y - top, bottom - y) };
}
