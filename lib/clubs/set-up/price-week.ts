import { wallWindows } from '@/lib/availability/open-day';
import type { Club, PriceRuleRow } from '@/lib/catalogue/catalogue';
import { addDays, firstInstantOf, type LocalDate } from '@/lib/core/time';
import { pricedAt } from './list-prices';

/** Following starts of a day that are alike, in minutes after its midnight. */
export type PriceBlock = { date: LocalDate; fromMinute: number; untilMinute: number } & (
  | { kind: 'closed' }
  /** The price of a booking that starts there, null when it is not sold, and the rule that decides its first minute. */
  | { kind: 'open'; priceMinor: number | null; rule: PriceRuleRow | null }
);

/** A week of one court, each day from the first opening to the last closing, with the minutes of a row of its table. */
export type PriceWeek = {
  days: { date: LocalDate; blocks: PriceBlock[] }[];
  fromMinute: number;
  untilMinute: number;
  rowMinutes: number;
};

type Asked = { monday: LocalDate; courtId: number; category: string | null; minutes: number };

/** What the starts of seven days cost at one court for a category and a length, taken together where they are alike. */
export function priceWeek(club: Club, { monday, ...asked }: Asked): PriceWeek {
  const dates = Array.from({ length: 7 }, (_, day) => addDays(monday, day));
  const windows = dates.flatMap((date) => wallWindows(club, date));
  const edges = windows.flatMap(({ opensMinute, closesMinute }) => [opensMinute, closesMinute]);
  const rowMinutes = edges.reduce(commonDivisor, 30);
  const bounds = {
    fromMinute: edges.length === 0 ? 0 : Math.min(...edges),
    untilMinute: edges.length === 0 ? 0 : Math.max(...edges),
    rowMinutes,
  };
  return { days: dates.map((date) => ({ date, blocks: blocksOf(club, date, bounds, asked) })), ...bounds };
}

function blocksOf(
  club: Club,
  date: LocalDate,
  { fromMinute, untilMinute, rowMinutes }: Omit<PriceWeek, 'days'>,
  asked: Omit<Asked, 'monday'>,
): PriceBlock[] {
  const windows = wallWindows(club, date);
  const blocks: PriceBlock[] = [];
  for (let minute = fromMinute; minute < untilMinute; minute += rowMinutes) {
    const stretch = { date, fromMinute: minute, untilMinute: minute + rowMinutes };
    const isOpen = windows.some(
      ({ opensMinute, closesMinute }) => opensMinute <= minute && minute < closesMinute,
    );
    const block: PriceBlock = isOpen
      ? { ...stretch, kind: 'open', ...decidedAt(club, date, minute, asked) }
      : { ...stretch, kind: 'closed' };
    const last = blocks.at(-1);
    if (last && isAlike(last, block)) last.untilMinute = block.untilMinute;
    else blocks.push(block);
  }
  return blocks;
}

function decidedAt(club: Club, date: LocalDate, minute: number, asked: Omit<Asked, 'monday'>) {
  const { priceMinor, rules } = pricedAt(club, {
    ...asked,
    startsAt: firstInstantOf(date, minute, club.timeZone),
  });
  return { priceMinor, rule: rules[0] ?? null };
}

function isAlike(one: PriceBlock, other: PriceBlock): boolean {
  if (one.kind === 'closed' || other.kind === 'closed') return one.kind === other.kind;
  return one.priceMinor === other.priceMinor && one.rule === other.rule;
}

const commonDivisor = (one: number, other: number): number =>
  other === 0 ? one : commonDivisor(other, one % other);
