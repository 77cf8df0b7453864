import type { TimeRange } from '@/lib/core/time';

export type PartOfDay = 'earlier' | 'now' | 'later';

/** The items of a day before, at and after an instant (epoch ms), without parts that are empty. */
export function partsOfDay<Item extends TimeRange>(
  items: readonly Item[],
  now: number,
): { part: PartOfDay; items: Item[] }[] {
  const parts: Record<PartOfDay, Item[]> = { earlier: [], now: [], later: [] };
  for (const item of items) parts[partOf(item, now)].push(item);
  return (['earlier', 'now', 'later'] as const)
    .map((part) => ({ part, items: parts[part] }))
    .filter(({ items: within }) => within.length > 0);
}

function partOf({ startsAt, endsAt }: TimeRange, now: number): PartOfDay {
  if (endsAt <= now) return 'earlier';
  return startsAt <= now ? 'now' : 'later';
}
