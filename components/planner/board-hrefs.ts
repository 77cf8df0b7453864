import type { TimeRange } from '@/lib/core/time';
import type { BoardItem } from '@/lib/desk/board-item';
import type { BoardLine } from './board-line';

/** Where the pieces of a board lead, without the language. */
export type BoardHrefs = {
  item: (item: BoardItem) => string;
  /** Null for whoever may not book. */
  gap: ((line: BoardLine, gap: TimeRange) => string) | null;
};
