import type { BoardItem } from '@/lib/desk/board-item';

/** What a row of the day says of its money or its sense. */
export const ITEM_STATES = [
  'held',
  'no_show',
  'block',
  'maintenance',
  'closure',
  'owed',
  'part',
  'paid',
] as const;
export type ItemState = (typeof ITEM_STATES)[number];

type Judged = Pick<BoardItem, 'kind' | 'status' | 'owedMinor' | 'paidMinor'>;

export function stateOf({ kind, status, owedMinor, paidMinor }: Judged): ItemState {
  if (kind === 'block' || kind === 'maintenance' || kind === 'closure') return kind;
  if (status === 'payment_pending' || status === 'pending') return 'held';
  if (status === 'no_show') return 'no_show';
  if (owedMinor <= 0) return 'paid';
  return paidMinor > 0 ? 'part' : 'owed';
}

/** A booking as if it had been played, since whoever did not come owes the same. */
export const asPlayed = <Item extends Pick<BoardItem, 'status'>>(item: Item): Item =>
  item.status === 'no_show' ? { ...item, status: 'completed' } : item;
