import { ITEM_STATES } from '@/components/admin/item-state';
import type { ItemFacts } from './item-acts';

/** An item of a board or a list as its element says it. */
export type ActedItem = {
  element: HTMLElement;
  id: string;
  courtId: number;
  name: string;
  revision: number;
  /** Where it opens. */
  href: string;
  facts: ItemFacts;
};

/** The item that holds an element of the page. Null for a gap and for anything else. */
export function actedItem(node: EventTarget | null): ActedItem | null {
  if (!(node instanceof Element)) return null;
  const element = node.closest<HTMLElement>('[data-item], [data-row]');
  const link = element?.querySelector('a');
  const court = node.closest<HTMLElement>('[data-court]')?.dataset.court;
  if (!element || !link || court === undefined) return null;
  const { item, row, name = '', revision, state, begins, ends, here, locked } = element.dataset;
  const known = ITEM_STATES.find((one) => one === state);
  const id = item ?? row;
  if (id === undefined || known === undefined) return null;
  return {
    element,
    id,
    courtId: Number(court),
    name,
    revision: Number(revision),
    href: link.getAttribute('href') ?? '',
    facts: {
      state: known,
      startsAt: Number(begins),
      endsAt: Number(ends),
      isHere: here !== undefined,
      isLocked: locked !== undefined,
    },
  };
}
