import { localDateOf, localTime, MINUTE_MS, type TimeRange } from '@/lib/time';
import { slotValue } from './slot-value';

/** `start`: can be booked from here; `free`: nobody is there, but no booking of this length may begin. */
export type Cell =
  | { kind: 'start'; value: string; priceMinor: number; endTime: string }
  | { kind: 'free' | 'taken' | 'closed' };

export type GridRow = { courtId: number; name: string; cells: Cell[] };
export type Grid = {
  /** The wall time each column begins at; a column lasts `stepMinutes`. */
  columns: { startsAt: number; time: string }[];
  rows: GridRow[];
  /** How many columns a booking of the chosen length covers. */
  span: number;
  /** The column in which the present moment lies, if any. */
  nowColumn: number | null;
};

/** As much of a club's day as the grid draws. */
type Day = {
  club: { stepMinutes: number; timeZone: string };
  windows: readonly TimeRange[];
  durationMinutes: number;
  courts: readonly {
    court: { id: number; name: string };
    busy: readonly TimeRange[];
    slots: readonly (TimeRange & { priceMinor: number })[];
  }[];
};

/** A club's day as courts × starts, from its first opening to its last closing. */
export function gridOf({ club, windows, courts, durationMinutes }: Day, now: number): Grid {
  const stepMs = club.stepMinutes * MINUTE_MS;
  const opens = windows[0]?.startsAt ?? 0;
  const closes = windows.at(-1)?.endsAt ?? 0;
  const columns = Array.from({ length: Math.max(0, Math.ceil((closes - opens) / stepMs)) }, (_, index) => {
    const startsAt = opens + index * stepMs;
    return { startsAt, time: localTime(startsAt, club.timeZone) };
  });
  const rows = courts.map(({ court, busy, slots }) => {
    const slotAt = new Map(slots.map((slot) => [slot.startsAt, slot]));
    const cells = columns.map(({ startsAt, time }): Cell => {
      const slot = slotAt.get(startsAt);
      if (slot) {
        const date = localDateOf(startsAt, club.timeZone);
        const value = slotValue({ courtId: court.id, date, startTime: time, durationMinutes });
        return {
          kind: 'start',
          value,
          priceMinor: slot.priceMinor,
          endTime: localTime(slot.endsAt, club.timeZone),
        };
      }
      const within = (range: TimeRange) => range.startsAt < startsAt + stepMs && startsAt < range.endsAt;
      if (!windows.some(within)) return { kind: 'closed' };
      return { kind: busy.some(within) || startsAt < now ? 'taken' : 'free' };
    });
    return { courtId: court.id, name: court.name, cells };
  });
  const nowColumn = columns.findIndex(({ startsAt }) => startsAt <= now && now < startsAt + stepMs);
  return {
    columns,
    rows,
    span: Math.ceil((durationMinutes * MINUTE_MS) / stepMs),
    nowColumn: nowColumn === -1 ? null : nowColumn,
  };
}
