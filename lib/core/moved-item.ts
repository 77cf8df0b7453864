/** A list after one of its items changed places with the one before or behind it. */
export function movedItem<Item>(items: readonly Item[], item: Item, by: -1 | 1): readonly Item[] {
  const at = items.indexOf(item);
  const other = items[at + by];
  if (at < 0 || other === undefined) return items;
  return items.toSpliced(at, 1, other).toSpliced(at + by, 1, item);
}
