import { z } from 'zod';
import type { Replacement } from '@/lib/clubs/set-up/list-replacements';

/** The items of the earlier list that an address names by its id, if it is one of those. */
export function chosenList<Item extends z.ZodType>(
  replacements: readonly Replacement[],
  from: unknown,
  item: Item,
): { id: number; items: z.output<Item>[] } | null {
  const chosen = replacements.find(({ id }) => String(id) === String(from));
  return chosen ? { id: chosen.id, items: z.array(item).parse(chosen.items) } : null;
}
