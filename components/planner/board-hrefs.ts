import type { Court } from '@/lib/catalogue/catalogue';
import type { TimeRange } from '@/lib/core/time';
import type { BoardItem } from '@/lib/desk/board-item';

/** Where the pieces of a board lead, without the language. */
export type BoardHrefs = {
  item: (item: BoardItem) => string;
  /** Null for whoever may not book. */
  gap: ((court: Court, gap: TimeRange) => string) | null;
};
