import { type BoardPiece, courtsOf, type PieceItem, piecesIn } from '@/components/planner/desk/board-dom';
import { type Holder, holderOf, type Spot } from './lift-rules';

/** Who has a place on the board, beside the item itself. */
export function findHolder(board: HTMLElement, item: PieceItem, spot: Spot): Holder | null {
  const holders = courtsOf(board).flatMap((court) =>
    piecesIn(court).flatMap(({ courtId, at, len, item: held }) =>
      held?.takesCourt ? [{ id: held.id, name: held.name, courtId, at, len }] : [],
    ),
  );
  return holderOf(spot, holders, item.id);
}

/** The free places of all courts. */
export const gapsOf = (board: HTMLElement): Spot[] =>
  courtsOf(board)
    .flatMap(piecesIn)
    .filter(({ item }) => item === null);

export const findItem = (board: HTMLElement, id: string): BoardPiece | undefined =>
  courtsOf(board)
    .flatMap(piecesIn)
    .find(({ item }) => item?.id === id);
