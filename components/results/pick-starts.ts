import { DAY_PARTS, type DayPart, dayPartOf } from '@/lib/availability/day-parts';

export type PickedPart<Start> = { part: DayPart; starts: Start[] };

type Asked = {
  /** Minute of the day that was asked for. */
  minute: number | null;
  part: DayPart | null;
};

/** With "the whole day" they fill two rows of four. */
const MOST_OF_A_CARD = 7;

/**
 * Some of a day's starts, in order, by parts of the day. The requested part comes first, nearest to the requested
 * time; the others are spread over their part.
 */
export function pickStarts<Start>(
  starts: readonly Start[],
  minuteOf: (start: Start) => number,
  { minute, part }: Asked,
  most = MOST_OF_A_CARD,
): PickedPart<Start>[] {
  const parts = DAY_PARTS.map((name) => starts.filter((start) => dayPartOf(minuteOf(start)) === name));
  const favoured = part ?? (minute === null ? 'afternoon' : dayPartOf(minute));
  const shares = allot(
    parts.map(({ length }) => length),
    DAY_PARTS.indexOf(favoured),
    part !== null ? most : 0,
    most,
  );
  return DAY_PARTS.map((name, index) => {
    const [inPart = [], share = 0] = [parts[index], shares[index]];
    const picked =
      minute !== null && name === favoured ? nearest(inPart, minuteOf, minute, share) : spread(inPart, share);
    return { part: name, starts: picked };
  }).filter((one) => one.starts.length > 0);
}

/** How many starts of each part are shown. They are taken in turns, and the favoured part has `ahead` before them. */
function allot(sizes: readonly number[], favoured: number, ahead: number, most: number): number[] {
  const shares = sizes.map((size, index) => (index === favoured ? Math.min(size, ahead) : 0));
  const turns = [...new Set([favoured, ...sizes.keys()])];
  const total = Math.min(most, sum(sizes));
  for (let turn = 0; sum(shares) < total; turn += 1) {
    const index = turns[turn % turns.length] ?? 0;
    const [share = 0, size = 0] = [shares[index], sizes[index]];
    if (share < size) shares[index] = share + 1;
  }
  return shares;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** The first, the last and those evenly between them. */
function spread<Start>(starts: readonly Start[], count: number): Start[] {
  if (count === 0) return [];
  const step = count === 1 ? 0 : (starts.length - 1) / (count - 1);
  const wanted = Array.from({ length: count }, (_, index) => Math.round(index * step));
  return starts.filter((_, index) => wanted.includes(index));
}

function nearest<Start>(
  starts: readonly Start[],
  minuteOf: (start: Start) => number,
  minute: number,
  count: number,
): Start[] {
  const chosen = starts
    .toSorted((a, b) => Math.abs(minuteOf(a) - minute) - Math.abs(minuteOf(b) - minute))
    .slice(0, count);
  return starts.filter((start) => chosen.includes(start));
}
