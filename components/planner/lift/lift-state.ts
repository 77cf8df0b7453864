import type { BoardPiece, PieceItem } from '@/components/planner/desk/board-dom';
import type { Refusal } from '@/components/planner/desk/desk-api';
import type { Holder, Spot } from './lift-rules';

/** Which edge of an item is pulled, or all of it. */
export type LiftWay = 'move' | 'start' | 'end';

/** An item in the hand. */
export type Lifted = { piece: BoardPiece; item: PieceItem; way: LiftWay; from: Spot; spot: Spot };

/** What the server says of the place under a lifted item. */
export type Outlook = {
  /** By how much the price changes there, in minor units. */
  differenceMinor: number;
  /** Whether the club wants to be asked about it. */
  asks: boolean;
  brokenRules: readonly string[];
  /** The refusal. Null when it may stand there. */
  refused: Refusal | null;
};

/** What stands beside a lifted item. The outlook is null while it is asked for. */
export type LiftState = Lifted & { holder: Holder | null; outlook: Outlook | null };

/** What a drop has to ask before it does anything. */
export type DropQuestion =
  | { kind: 'price'; lifted: Lifted; differenceMinor: number }
  | {
      kind: 'swap';
      lifted: Lifted;
      other: BoardPiece & { item: PieceItem };
      /** What each would cost where the other is, in minor units. Null where the club does not want to be asked. */
      listMinor: { lifted: number; other: number } | null;
    };

/** Keeps the price, takes the one there, or also asks for the difference by a link. */
export type PriceChoice = 'keep' | 'list' | 'link';
