/** How many desks are at the board, this one too, and by whom the others are kept. */
export type DeskCount = { desks: number; others: readonly string[] };

export const ALONE: DeskCount = { desks: 1, others: [] };

let counted = ALONE;
const watchers = new Set<() => void>();

export const readDesks = (): DeskCount => counted;

export function setDesks(count: DeskCount): void {
  counted = count;
  for (const watcher of watchers) watcher();
}

export function watchDesks(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}
