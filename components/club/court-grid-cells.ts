import { slotValue } from '@/components/shared/slot-choice';
import { localDateOf, localTime, MINUTE_MS, type TimeRange } from '@/lib/core/time';

/**
 * `start`: can be booked; `gap`: free, but no booking of this length may begin; `taken`: one booking; `closed`:
 * between two openings. Spans are in columns.
 */
export type Piece =
  | { kind: 'start'; value: string; priceMinor: number; column: number }
  | { kind: 'gap' }
  | { kind: 'taken' | 'closed'; span: number };

type GridRow<Court> = { court: Court; pieces: Piece[] };
type GridColumn = { startsAt: number; time: string; endTime: string };

export type Grid<Court> = {
  /** A column lasts `stepMinutes`. `endTime` is the end of a booking that begins with it. */
  columns: GridColumn[];
  rows: GridRow<Court>[];
  /** How many columns a booking of the chosen length covers. */
  span: number;
};

/** As much of a club's day as the grid draws. */
type Day<Court> = {
  club: { stepMinutes: number; timeZone: string };
  windows: readonly TimeRange[];
  durationMinutes: number;
  courts: readonly {
    court: Court;
    busy: readonly TimeRange[];
    slots: readonly (TimeRange & { priceMinor: number })[];
  }[];
};

/** The rest of a club's day as courts × starts, up to its last closing. */
export function gridOf<Court extends { id: number }>(day: Day<Court>, now: number): Grid<Court> {
  const { club, windows, courts, durationMinutes } = day;
  const stepMs = club.stepMinutes * MINUTE_MS;
  const opens = windows[0]?.startsAt ?? 0;
  const closes = windows.at(-1)?.endsAt ?? 0;
  const past = Math.max(0, Math.floor((now - opens) / stepMs));
  const count = Math.max(0, Math.ceil((closes - opens) / stepMs) - past);
  const columns = Array.from({ length: count }, (_, index): GridColumn => {
    const startsAt = opens + (past + index) * stepMs;
    return {
      startsAt,
      time: localTime(startsAt, club.timeZone),
      endTime: localTime(startsAt + durationMinutes * MINUTE_MS, club.timeZone),
    };
  });
  const rows = courts.map(({ court, busy, slots }) => {
    const slotAt = new Map(slots.map((slot) => [slot.startsAt, slot]));
    const cells = columns.map(({ startsAt, time }, column): Cell => {
      const slot = slotAt.get(startsAt);
      if (slot) {
        const date = localDateOf(startsAt, club.timeZone);
        const value = slotValue({ courtId: court.id, date, startTime: time, durationMinutes });
        return { kind: 'start', value, priceMinor: slot.priceMinor, column };
      }
      const within = (range: TimeRange) => range.startsAt < startsAt + stepMs && startsAt < range.endsAt;
      if (!windows.some(within)) return { kind: 'closed' };
      const by = busy.find(within);
      return by ? { kind: 'taken', by } : { kind: 'gap' };
    });
    return { court, pieces: joined(cells) };
  });
  return { columns, rows, span: Math.ceil((durationMinutes * MINUTE_MS) / stepMs) };
}

type Cell = Extract<Piece, { kind: 'start' | 'gap' }> | { kind: 'closed' } | { kind: 'taken'; by: TimeRange };

/** A booking is one piece, and so is a break. */
function joined(cells: readonly Cell[]): Piece[] {
  const pieces: Piece[] = [];
  let before: Cell | undefined;
  for (const cell of cells) {
    const last = pieces.at(-1);
    const goesOn =
      (cell.kind === 'taken' && before?.kind === 'taken' && before.by === cell.by) ||
      (cell.kind === 'closed' && before?.kind === 'closed');
    if (goesOn && last && (last.kind === 'taken' || last.kind === 'closed')) last.span += 1;
    else if (cell.kind === 'taken' || cell.kind === 'closed') pieces.push({ kind: cell.kind, span: 1 });
    else pieces.push(cell);
    before = cell;
  }
  return pieces;
}

/** The cells of a row with the chosen start as wide as its booking. The row's length does not change. */
export function withChosen(
  pieces: readonly Piece[],
  chosen: string | null,
  span: number,
): { piece: Piece; column: number; span: number }[] {
  const shown: { piece: Piece; column: number; span: number }[] = [];
  let covered = 0;
  let column = 0;
  for (const piece of pieces) {
    const isFree = piece.kind === 'start' || piece.kind === 'gap';
    const length = isFree ? 1 : piece.span;
    const last = shown.at(-1);
    if (covered > 0 && isFree && last) {
      last.span += 1;
      covered -= 1;
      column += 1;
      continue;
    }
    covered = piece.kind === 'start' && piece.value === chosen ? span - 1 : 0;
    shown.push({ piece, column, span: length });
    column += length;
  }
  return shown;
}
