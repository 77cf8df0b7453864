import type { BoardItem } from '@/lib/desk/board-item';
import { stateOf } from '@/components/admin/item-state';

/** What an item is on the board. Each has its edge, its tint and its entry in the legend. */
export const ITEM_KINDS = ['online', 'desk', 'walkIn', 'series', 'held', 'blocked'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

type Judged = Parameters<typeof stateOf>[0] & Pick<BoardItem, 'channel' | 'seriesId'>;

export function kindOf(item: Judged): ItemKind {
  switch (stateOf(item)) {
    case 'held':
      return 'held';
    case 'block':
    case 'maintenance':
    case 'closure':
      return 'blocked';
    default:
      if (item.kind === 'walk_in') return 'walkIn';
      if (item.seriesId !== null) return 'series';
      return item.channel === 'online' ? 'online' : 'desk';
  }
}
