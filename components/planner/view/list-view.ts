import { countBoard, passes } from '@/components/planner/board-filter';
import type { BoardWords } from '@/components/planner/board-words';
import { type PartOfDay, partsOfDay } from '@/components/planner/parts-of-day';
import { formatMoney } from '@/lib/core/money';
import type { BoardItem } from '@/lib/desk/board-item';
import type { Drawing, ItemView } from './item-view';

/** What is drawn of a day by start time. */
export type ListView = {
  parts: readonly { part: PartOfDay; items: readonly ItemView[] }[];
  /** The name of each court by its id. */
  courts: Readonly<Record<number, string>>;
  /** How what was earlier is unfolded on a phone. Null where there is nothing else. */
  unfold: string | null;
  /** How many items there are and what they owe, in words. */
  count: string;
  owed: string;
};

/** A day as a list, without what a filter draws back. */
export function listView(
  items: readonly BoardItem[],
  views: ReadonlyMap<string, ItemView>,
  courts: readonly { id: number; name: string }[],
  { filter, now, words: { t, locale }, currency }: Drawing & { currency: string; words: BoardWords },
): ListView {
  const shown = items.filter((item) => passes(item, filter));
  const parts = partsOfDay(shown, now);
  const [first] = parts;
  return {
    unfold:
      first?.part === 'earlier' && parts.length > 1 ? t('showEarlier', { count: first.items.length }) : null,
    parts: parts.map(({ part, items: within }) => ({
      part,
      items: within.flatMap(({ id }) => views.get(id) ?? []),
    })),
    courts: Object.fromEntries(courts.map(({ id, name }) => [id, name])),
    count: t('count', { count: shown.length }),
    owed: t('owedInAll', { amount: formatMoney(countBoard(shown).owedMinor, currency, locale) }),
  };
}
