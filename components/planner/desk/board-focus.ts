import { keyAlong } from './board-axis';
import { type BoardPiece, courtsOf, linkOf, piecesIn, pieceOf } from './board-dom';

const THREE_HOURS = 36;

/**
 * The piece that a key leads to: along a court in the order of time, across at the same time. Null for any other key
 * and at the board's edge.
 */
export function pieceBeside(board: Element, from: BoardPiece, key: string): BoardPiece | null {
  const court = from.element.closest('[data-court]');
  if (!court) return null;
  const own = piecesIn(court);
  const index = own.findIndex(({ element }) => element === from.element);
  switch (keyAlong(board, key)) {
    case 'ArrowUp':
      return own[index - 1] ?? null;
    case 'ArrowDown':
      return own[index + 1] ?? null;
    case 'Home':
      return own[0] ?? null;
    case 'End':
      return own.at(-1) ?? null;
    case 'PageUp':
      return nearest(own, from.at - THREE_HOURS);
    case 'PageDown':
      return nearest(own, from.at + THREE_HOURS);
    case 'ArrowLeft':
      return acrossTo(courtsOf(board), court, -1, from.at);
    case 'ArrowRight':
      return acrossTo(courtsOf(board), court, 1, from.at);
    default:
      return null;
  }
}

/** A court without pieces is passed over. */
function acrossTo(courts: readonly Element[], from: Element, step: -1 | 1, at: number): BoardPiece | null {
  for (let index = courts.indexOf(from) + step; courts[index]; index += step) {
    const court = courts[index];
    const piece = court && nearest(piecesIn(court), at);
    if (piece) return piece;
  }
  return null;
}

/** What lies on a court where another piece lay before, which the server may have drawn away. */
export function pieceWhere(
  board: Element,
  { courtId, at }: Pick<BoardPiece, 'courtId' | 'at'>,
): BoardPiece | null {
  const court = board.querySelector(`[data-court="${courtId}"]`);
  return court && nearest(piecesIn(court), at);
}

/** The piece that covers a track, else the one that begins nearest to it. */
function nearest(pieces: readonly BoardPiece[], track: number): BoardPiece | null {
  const covering = pieces.find(({ at, len }) => at <= track && track < at + len);
  const [closest = null] = pieces.toSorted((a, b) => Math.abs(a.at - track) - Math.abs(b.at - track));
  return covering ?? closest;
}

/** The board is one Tab stop, on the piece that was last in focus. Without scripts each piece is a stop. */
export function keepOneStop(board: Element, stop: BoardPiece | null): void {
  const links = [...board.querySelectorAll<HTMLElement>('[data-at] a')];
  const current = (stop && linkOf(stop)) ?? links[0];
  for (const link of links) link.tabIndex = link === current ? 0 : -1;
}

export const focusPiece = (board: Element, piece: BoardPiece): void => {
  keepOneStop(board, piece);
  linkOf(piece)?.focus();
};

/** The piece in focus, if the focus is on the board. */
export const focusedPiece = (board: Element): BoardPiece | null =>
  board.contains(document.activeElement) ? pieceOf(document.activeElement) : null;
