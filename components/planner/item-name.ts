import type { BoardItem } from '@/lib/desk/board-item';
import type { BoardWords } from './board-words';

/** What an item is called: its title, who booked, who plays, else its kind. */
export const nameOf = ({ title, customerName, kind, players }: BoardItem, { t }: BoardWords): string =>
  title ?? customerName ?? players[0]?.name ?? t(`kind_${kind}`);
