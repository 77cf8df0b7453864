import { isTape, type Point } from './board-axis';

/** A piece of the board as its element says it: an item, or a free gap. */
export type BoardPiece = {
  element: HTMLElement;
  courtId: number;
  /** The first track, from 1, and how many it covers. */
  at: number;
  len: number;
  /** Null for a gap. */
  item: PieceItem | null;
};

export type PieceItem = {
  id: string;
  name: string;
  revision: number;
  priceMinor: number;
  /** Why it does not lift. Null when it does. */
  fixed: string | null;
  /** Only what is sold has a price that a move may change. */
  isSold: boolean;
  takesCourt: boolean;
};

/** The piece that holds an element of the board. */
export function pieceOf(node: EventTarget | null): BoardPiece | null {
  if (!(node instanceof Element)) return null;
  const element = node.closest<HTMLElement>('[data-at]');
  const courtId = Number(element?.closest<HTMLElement>('[data-court]')?.dataset.court);
  if (!element || Number.isNaN(courtId)) return null;
  const { at, len, item, name = '', revision, price, fixed, sold, free } = element.dataset;
  return {
    element,
    courtId,
    at: Number(at),
    len: Number(len),
    item:
      item === undefined
        ? null
        : {
            id: item,
            name,
            revision: Number(revision),
            priceMinor: Number(price),
            fixed: fixed ?? null,
            isSold: sold !== undefined,
            takesCourt: free === undefined,
          },
  };
}

/** The courts in their order from left to right, or from top to bottom on the tape. */
export const courtsOf = (board: Element): HTMLElement[] => [
  ...board.querySelectorAll<HTMLElement>('[data-court]'),
];

/** The pieces of a court in the order of time. */
export const piecesIn = (court: Element): BoardPiece[] =>
  [...court.querySelectorAll('[data-at]')].flatMap((element) => pieceOf(element) ?? []);

export const linkOf = ({ element }: Pick<BoardPiece, 'element'>): HTMLElement | null =>
  element.querySelector('a');

/** How long a track is in pixels, along the time. */
export function trackPixels(board: Element, tracks: number): number {
  const line = board.querySelector('[data-court] .board-line');
  if (!line) return 1;
  const { width, height } = line.getBoundingClientRect();
  return (isTape(line) ? width : height) / tracks;
}

/** The track under a point of the window, which may lie beyond the board's ends. */
export function trackUnder(court: Element, { clientX, clientY }: Point, pixels: number): number {
  const line = court.querySelector('.board-line');
  if (!line) return 1;
  const { left, top } = line.getBoundingClientRect();
  return (isTape(line) ? clientX - left : clientY - top) / pixels + 1;
}
