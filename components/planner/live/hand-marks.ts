import { initialsOf } from '@/lib/core/i18n/initials-of';

/** A hand that is not shown again for so long has let go. */
const FORGOTTEN_MS = 15_000;
const timers = new Map<string, ReturnType<typeof setTimeout>>();

export const itemOf = (id: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-item="${CSS.escape(id)}"]`);

/** Marks an item with the initials of whoever holds it at another desk. Whether it was not marked before. */
export function markHand(id: string, name: string, sentence: string): boolean {
  const item = itemOf(id);
  const isNew = !timers.has(id);
  clearTimeout(timers.get(id));
  if (!item) return false;
  item.dataset.hand = initialsOf(name);
  item.title = sentence;
  timers.set(
    id,
    setTimeout(() => unmarkHand(id), FORGOTTEN_MS),
  );
  return isNew;
}

export function unmarkHand(id: string): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  const item = itemOf(id);
  delete item?.dataset.hand;
  item?.removeAttribute('title');
}

export function dropHands(): void {
  for (const id of [...timers.keys()]) unmarkHand(id);
}
