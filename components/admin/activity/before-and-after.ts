import type { HistoryEntry } from '@/lib/desk/history/list-history';

export type Change = { name: string; before: string | null; after: string };

/** What a line of the audit says of each field: what it was and what it became, or one value. */
export function beforeAndAfter({ detail }: Pick<HistoryEntry, 'detail'>): Change[] {
  if (detail === null) return [];
  const { before, after, ...rest } = detail;
  const values = isRecord(after) ? after : {};
  const old = isRecord(before) ? before : {};
  return [
    ...Object.entries(values).map(([name, value]) => ({
      name,
      before: name in old ? inWords(old[name]) : null,
      after: inWords(value),
    })),
    ...Object.entries(rest)
      .filter(([name]) => !TOLD_ELSEWHERE.has(name))
      .map(([name, value]) => ({ name, before: null, after: inWords(value) })),
  ];
}

/** What the words of the line or its link say already. */
const TOLD_ELSEWHERE = new Set([
  'amount_minor',
  'cause',
  'club',
  'currency',
  'act_id',
  'entry_id',
  'moved',
  'player_added',
  'player_removed',
  'reservation_id',
  'undo_of',
]);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const inWords = (value: unknown): string =>
  typeof value === 'string' ? value : value === null || value === undefined ? '–' : JSON.stringify(value);
