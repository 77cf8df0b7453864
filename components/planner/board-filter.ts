import type { BoardItem } from '@/lib/desk/board-item';
import { ITEM_KINDS, type ItemKind, kindOf } from './item-kind';
import { stateOf } from '@/components/admin/item-state';

/** The states of money by which a board is filtered. */
const MONEY_STATES = ['paid', 'part', 'owed'] as const;

/** What a board is filtered by: a kind, or a state of its money. */
export const BOARD_FILTERS = [...ITEM_KINDS, ...MONEY_STATES] as const;
export type BoardFilter = (typeof BOARD_FILTERS)[number];
type Judged = Pick<BoardItem, 'kind' | 'status' | 'channel' | 'seriesId' | 'owedMinor' | 'paidMinor'>;

/** Whether an item is shown in full under a filter. Without one all are. */
export function passes(item: Judged, filter: BoardFilter | null): boolean {
  return filter === null || kindOf(item) === filter || stateOf(item) === filter;
}

export type BoardCounts = Readonly<Record<BoardFilter, number>> & { all: number; owedMinor: number };

/** How many items each filter shows, and what is owed in all. A running hold owes nothing, since it lapses. */
export function countBoard(items: readonly Judged[]): BoardCounts {
  const count = (filter: BoardFilter) => items.filter((item) => passes(item, filter)).length;
  const byKind: Record<ItemKind, number> = {
    online: count('online'),
    desk: count('desk'),
    walkIn: count('walkIn'),
    series: count('series'),
    held: count('held'),
    blocked: count('blocked'),
  };
  const debts = items.filter((item) => passes(item, 'owed') || passes(item, 'part'));
  return {
    ...byKind,
    paid: count('paid'),
    part: count('part'),
    owed: count('owed'),
    all: items.length,
    owedMinor: debts.reduce((sum, { owedMinor }) => sum + owedMinor, 0),
  };
}
