import { type RefObject, useLayoutEffect, useRef } from 'react';
import { isTape } from './board-axis';
import type { BoardConfig } from './board-config';

/** How much of the board stays before what it opens at. */
const BEFORE = 1 / 3;

/**
 * Opens the board where one looks first: at the place that is being booked, else at now. Browsers that know
 * `scroll-initial-target` have done so before this runs.
 */
export function useOpenAtNow(
  board: RefObject<HTMLElement | null>,
  { startsAt, way }: Pick<BoardConfig, 'startsAt' | 'way'>,
): void {
  const isOpened = useRef(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another day or another way to draw it opens anew
  useLayoutEffect(() => {
    const element = board.current;
    const target = element?.querySelector('[data-new]') ?? element?.querySelector('[data-now]');
    const isFirst = !isOpened.current;
    isOpened.current = true;
    if (!element || !target || (isFirst && isScrolled(element))) return;
    const [at, from] = [target.getBoundingClientRect(), element.getBoundingClientRect()];
    if (isTape(element)) element.scrollLeft += at.left - from.left - from.width * BEFORE;
    else element.scrollTop += at.top - from.top - from.height * BEFORE;
  }, [board, startsAt, way]);
}

const isScrolled = ({ scrollTop, scrollLeft }: Element) => scrollTop > 0 || scrollLeft > 0;
