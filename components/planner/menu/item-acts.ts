import type { ItemState } from '@/components/admin/item-state';

/** What can be done with an item of the planner. */
export const ITEM_ACTS = [
  'open',
  'check_in',
  'undo_check_in',
  'no_show',
  'revive',
  'take',
  'edit',
  'lift',
  'move',
  'delay',
  'lock',
  'unlock',
  'cancel',
] as const;
export type ItemAct = (typeof ITEM_ACTS)[number];

/** The keys of the acts, where the focus is on an item. */
export const ACT_KEYS: Readonly<Partial<Record<ItemAct, string>>> = {
  open: 'Enter',
  check_in: 'c',
  no_show: 'x',
  take: 'p',
  edit: 'e',
  lift: 'm',
  lock: 'l',
  unlock: 'l',
  cancel: 'Delete',
};

/** What of an item decides about its acts. Times are epoch ms. */
export type ItemFacts = {
  state: ItemState;
  startsAt: number;
  endsAt: number;
  isHere: boolean;
  isLocked: boolean;
};

/** The acts that fit an item now. `checkInFromMs` is how long before its start somebody may arrive. */
export function itemActs(facts: ItemFacts, now: number, checkInFromMs: number): ItemAct[] {
  const { state, endsAt, isLocked } = facts;
  const isOver = endsAt <= now;
  const lock = isLocked ? ('unlock' as const) : ('lock' as const);
  const moves = isLocked || isOver ? [] : (['lift', 'move', 'delay'] as const);
  switch (state) {
    case 'held':
      return ['open'];
    case 'closure':
      return ['open', 'edit'];
    case 'no_show':
      return ['open', 'revive', 'edit'];
    case 'block':
    case 'maintenance':
      return ['open', 'edit', ...moves, ...(isOver ? [] : ([lock, 'cancel'] as const))];
    case 'owed':
    case 'part':
    case 'paid':
      return [
        'open',
        ...arrivals(facts, now, checkInFromMs),
        ...(state === 'paid' ? [] : (['take'] as const)),
        'edit',
        ...moves,
        ...(isOver ? [] : ([lock, 'cancel'] as const)),
      ];
  }
}

function arrivals({ startsAt, isHere }: ItemFacts, now: number, checkInFromMs: number): ItemAct[] {
  if (isHere) return ['undo_check_in'];
  return [
    ...(now >= startsAt - checkInFromMs ? (['check_in'] as const) : []),
    ...(now >= startsAt ? (['no_show'] as const) : []),
  ];
}
