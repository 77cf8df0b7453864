import { stateOf } from '@/components/admin/item-state';
import type { BoardItem } from '@/lib/desk/board-item';

/** Why an item stays where it is. */
export type FixedReason = 'locked' | 'held' | 'closure' | 'no_show' | 'role' | 'week';

/** Why an item is not moved by whoever may move. Undefined when it is. */
export function whyFixed(item: BoardItem): FixedReason | undefined {
  if (item.locked) return 'locked';
  const state = stateOf(item);
  return state === 'held' || state === 'closure' || state === 'no_show' ? state : undefined;
}
